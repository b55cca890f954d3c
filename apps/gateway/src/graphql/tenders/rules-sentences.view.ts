import { currencyPlaces, formatDecimal, parseDecimal } from '#kernel';
import type { Locale } from '#contracts';
import type { SoftClose, TenderRulesView, TieBreak } from '#contracts/quoting-tender-terms';

type Say = (zh: string, en: string) => string;

/** The rules of a tender as people read them, one sentence for each that holds, in the order in which a bidder meets them. */
export function rulesInWords(rules: TenderRulesView, locale: Locale): string[] {
  const say: Say = (zh, en) => (locale === 'zh-CN' ? zh : en);
  return [
    ...(rules.direct ? [say('定向询价：只向一家公司询价。', 'This is a direct request: one company is asked.')] : []),
    visibility(rules, say), ...beginning(rules, say), basis(rules, say), ...improvement(rules, say),
    say(`单次降幅超过 ${rules.confirmDropPercent}% 须确认。`, `A drop of more than ${rules.confirmDropPercent} percent must be confirmed.`),
    ...(rules.closesAtFirstBid
      ? [say('一口价：第一个不高于最高限价的合格报价即成交截止。', 'The first bid of a qualified company at or below the ceiling closes the lot.')]
      : [rules.softClose === null ? say('到点即截止，不延时。', 'The closing is hard: it does not move for late bids.') : softClose(rules.softClose, say)]),
    withdrawal(rules, say),
    ...(rules.minBids > 1 ? [say(`有效报价少于 ${rules.minBids} 家即流标。`, `Fewer than ${rules.minBids} valid bids make a lot unsuccessful.`)] : []),
    ranking(rules, say), ...record(rules, say), ties(rules.tieOrder, say),
    say(`报价在截止后 ${rules.validityDays} 天内有效；定标后 ${rules.acceptWithinMinutes} 分钟内接单。`, `Bids bind for ${rules.validityDays} days after the closing; an award is to be accepted within ${rules.acceptWithinMinutes} minutes.`),
    rules.tellGap ? say('定标后告知名次和与最低价的差距。', 'After the award every bidder learns its rank and its gap to the best amount.') : say('定标后只告知自己的名次。', 'After the award every bidder learns its own rank.'),
  ];
}

function visibility({ visibility: what, showBidCount, sealedMinutes }: TenderRulesView, say: Say): string {
  const words: Record<TenderRulesView['visibility'], [string, string]> = {
    SEALED: ['密封报价：截止前任何人（包括发包方）都看不到报价。', 'Bids are sealed: until the closing nobody sees them, not the buyer either.'],
    RANK_ONLY: ['竞价：只能看到自己的名次，看不到金额。', 'Bidding is live: every bidder sees its own rank and no amount of others.'],
    BEST_PRICE: ['竞价：可以看到最低价（不显示公司）和自己的名次。', 'Bidding is live: every bidder sees the best amount without a name, and its own rank.'],
    OPEN: ['公开竞价：可以看到全部报价，公司以代号显示。', 'Bidding is open: every bidder sees all amounts under aliases.'],
  };
  const counted = showBidCount ? say('显示报价家数。', 'The number of bidders is shown.') : say('不显示报价家数。', 'The number of bidders is not shown.');
  const told = say(...words[what]);
  return what === 'SEALED' ? told : `${told}${say('', ' ')}${counted}${sealedMinutes === null ? '' : say('（密封阶段除外）', ' This holds after the sealed beginning.')}`;
}

function beginning({ sealedMinutes }: TenderRulesView, say: Say): string[] {
  if (sealedMinutes === null) return [];
  return [say(`开始后 ${sealedMinutes} 分钟为密封阶段，之后同时公开转为竞价。`, `For the first ${sealedMinutes} minutes bids are sealed; then all of them go live at once.`)];
}

function basis({ currency, taxIncluded, freightIncluded }: TenderRulesView, say: Say): string {
  return say(
    `按 ${currency} ${taxIncluded ? '含税' : '不含税'}价比较，${freightIncluded ? '含' : '不含'}运费；其他税率的报价按不含税净额折算到询价税率。`,
    `Bids are compared in ${currency} ${taxIncluded ? 'with' : 'without'} tax, freight ${freightIncluded ? 'included' : 'not included'}; a bid on another tax basis is converted by its net value to the rate of the tender.`,
  );
}

function improvement(rules: TenderRulesView, say: Say): string[] {
  const best = rules.improvementBase === 'BEST_BID';
  const step = (percent: string, minor: string): string => say(`${percent}% 与 ${amount(minor, rules.currency)} 中的较大者`, `the larger of ${percent} percent and ${amount(minor, rules.currency)}`);
  const plain = step(rules.improvementPercent, rules.improvementMinor);
  const bands = rules.improvementBands.map((band) => say(`自 ${amount(band.fromMinor, rules.currency)} 起为${step(band.percent, band.minor)}`, `from ${amount(band.fromMinor, rules.currency)} on, ${step(band.percent, band.minor)}`));
  return [say(
    `新报价必须比${best ? '当前最低价' : '自己上次报价'}至少低${[plain, ...bands].join('；')}。`,
    `A new bid must lie below ${best ? 'the best bid' : "the bidder's own last one"} by at least ${[plain, ...bands].join('; ')}.`,
  )];
}

function softClose(soft: SoftClose, say: Say): string {
  const all = soft.scope === 'ALL_LOTS';
  return say(
    `截止前 ${soft.windowSeconds} 秒内，进入前 ${soft.triggerRank} 名的改进报价将${all ? '全部标的' : '该标的'}延至报价后 ${soft.extendSeconds} 秒，最多 ${soft.maxExtensions} 次，最晚至原定截止后 ${soft.hardCloseMinutes} 分钟。`,
    `${soft.triggerRank === 1 ? 'A new best bid' : `An improving bid among the first ${soft.triggerRank}`} in the last ${soft.windowSeconds} seconds moves the closing of ${all ? 'all lots' : 'its lot'} to ${soft.extendSeconds} seconds after it, at most ${soft.maxExtensions === 1 ? 'once' : `${soft.maxExtensions} times`}, never beyond ${soft.hardCloseMinutes} minutes after the planned closing.`,
  );
}

function withdrawal({ visibility: what }: TenderRulesView, say: Say): string {
  return what === 'SEALED'
    ? say('截止前可随时撤回，撤回后可再报。', 'A bid may be withdrawn until the closing, and the company may bid again.')
    : say('公开后撤回须说明原因，并退出该标的。', 'A bid that others have seen is withdrawn with a reason only, and the company is then out of the lot.');
}

function ranking(rules: TenderRulesView, say: Say): string {
  const { priceWeight, dateWeight, qualityWeight } = rules;
  if (priceWeight === 100) return say('只按可比价格从低到高排名。', 'The lowest comparable amount ranks first.');
  const [price, date, quality] = [priceWeight, dateWeight, qualityWeight].map((weight) => formatDecimal(parseDecimal(String(weight)) / 100n));
  return rules.visibility === 'SEALED'
    ? say(`按得分排名：${price}·最低价/报价 + ${date}·(1 − 迟交天数/10，不低于 0) + ${quality}·履约记录。`, `Ranked by points: ${price} · lowest/amount + ${date} · (1 − days late/10, at least 0) + ${quality} · record.`)
    : say(`按调整价排名：报价 × (1 + ${date}·迟交天数/10 + ${quality}·(1 − 履约记录))，低者在前。`, `Ranked by adjusted amount: amount × (1 + ${date} · days late/10 + ${quality} · (1 − record)), the lowest first.`);
}

function record({ qualityWeight }: TenderRulesView, say: Say): string[] {
  return qualityWeight === 0 ? [] : [say(
    '履约记录：买方验收的零件中没有返工、返修、让步、退货、报废的比例，另加 10 件按市场平均计；邀请时冻结，各家只看到自己的。',
    "A company's record is the share of its pieces that buyers accepted without rework, repair, concession, return or scrap, with ten pieces of the market's mean added; it is frozen at the invitation, and each company sees its own.",
  )];
}

const tieWords: Readonly<Record<TieBreak, [string, string]>> = {
  PRICE: ['价格低者', 'the lower amount'], DATE: ['承诺交期早者', 'the earlier promised date'], LATENESS: ['迟交天数少者', 'fewer days late'], FIRST_COME: ['先报价者', 'the bid that came first'],
};

function ties(order: readonly TieBreak[], say: Say): string {
  const told = order.includes('FIRST_COME') ? order.slice(0, order.indexOf('FIRST_COME') + 1) : [...order, 'FIRST_COME' as const];
  return say(`同分时依次：${told.map((tie) => tieWords[tie][0]).join('、')}。`, `Between equal bids decide, in this order: ${told.map((tie) => tieWords[tie][1]).join(', ')}.`);
}

function amount(minor: string, currency: string): string {
  const places = currencyPlaces[currency] ?? 2;
  const digits = minor.padStart(places + 1, '0');
  return `${places === 0 ? digits : `${digits.slice(0, -places)}.${digits.slice(-places)}`} ${currency}`;
}
