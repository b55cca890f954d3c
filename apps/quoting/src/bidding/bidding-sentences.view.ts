import { currencyPlaces, exhaustive, type Money } from '#kernel';
import type { InputRefused, Locale, StateRefused } from '#contracts';
import type { BidRefused, LotNotOpen, QualificationGap } from '#contracts/quoting-bidding';
import type { ConfirmRefused } from '#contracts/quoting-amendments';
import type { BidFault, BidRefusal } from './bid.policy.js';
import type { ConfirmationRefusal } from './confirmation.policy.js';
import type { WithdrawalRefusal } from './withdrawal.policy.js';

const gapSentences: Readonly<Record<QualificationGap, { zh: string; en: string }>> = {
  NDA: { zh: '尚未接受保密条款', en: 'the non-disclosure text is not accepted' },
  VERIFICATION: { zh: '公司资料尚未审核', en: "the company's papers are not checked" },
  CAPABILITY: { zh: '没有所需的工艺', en: 'a process that is asked for is not offered' },
  STOPPED: { zh: '公司已停用', en: 'the company is stopped' },
  OWN_TENDER: { zh: '这是本公司或关联公司的询价', en: 'the tender is of the same company' },
  SISTER_BID: { zh: '统一社会信用代码相同的公司已先获邀请，只有该公司可以报价', en: 'a company with the same registration number was invited to this tender first, and only that one may bid' },
  PROXY_ON: { zh: '自动报价已开启，请先关闭', en: 'automatic bidding is on; end it first' },
  OUT_OF_LOT: { zh: '已撤回或作废，不能再报', en: 'the company withdrew from this lot or was disqualified' },
};

const dropAgainst = { OWN_BID: ['本公司上次报价', 'your own last bid'], CEILING: ['最高限价', 'the ceiling'], BEST_BID: ['当前最低报价', 'the best bid'] } as const;

/** An amount as people read it, such as `3821.40 CNY`. */
export function amountText(amount: Money): string {
  const places = currencyPlaces[amount.currency] ?? 2;
  const digits = amount.amountMinor.padStart(places + 1, '0');
  const text = places === 0 ? digits : `${digits.slice(0, -places)}.${digits.slice(-places)}`;
  return `${text} ${amount.currency}`;
}

/** A refusal of the desk as the API tells it, with a sentence in the reader's language. */
export function bidRefused(refusal: BidRefusal, locale: Locale): BidRefused {
  const say = (zh: string, en: string): string => (locale === 'en' ? en : zh);
  switch (refusal.code) {
    case 'LOT_NOT_OPEN': return lotNotOpen(refusal, locale);
    case 'NOT_QUALIFIED': {
      const reasons = refusal.missing.map((gap) => (locale === 'en' ? gapSentences[gap].en : gapSentences[gap].zh));
      return { __typename: 'NotQualified', code: refusal.code, message: say(`不能报价：${reasons.join('；')}。`, `The company may not bid: ${reasons.join('; ')}.`), missing: refusal.missing };
    }
    case 'TERMS_OUTDATED':
      return {
        __typename: 'TermsOutdated', code: refusal.code, termsVersion: refusal.termsVersion,
        message: say(`标的已变更，请阅读第 ${refusal.termsVersion} 版后再报价。`, `The lot was amended. Read version ${refusal.termsVersion} and answer that one.`),
      };
    case 'INPUT_REFUSED':
      return {
        __typename: 'InputRefused', code: refusal.code, message: say('报价中有不符合规则的内容。', 'Some values of the bid break a rule.'),
        problems: refusal.faults.map((fault) => ({ path: fault.path, message: faultSentence(fault, locale) })),
      };
    case 'BID_ABOVE_CEILING': {
      const limit = amountText(refusal.highestAcceptable);
      return { __typename: 'BidAboveCeiling', code: refusal.code, message: say(`报价太高，目前最高可报 ${limit}。`, `The amount is too high; at most ${limit} is taken now.`), highestAcceptable: refusal.highestAcceptable };
    }
    case 'BID_DROP_UNCONFIRMED': {
      const [zh, en] = dropAgainst[refusal.against];
      return {
        __typename: 'BidDropUnconfirmed', code: refusal.code, dropPercent: refusal.dropPercent,
        message: say(
          `比${zh}低 ${refusal.dropPercent}%，降幅异常。确认无误后，请将 confirmDrop 设为 true，并用新的 idempotencyKey 重新提交。`,
          `The amount lies ${refusal.dropPercent} percent below ${en}. If you mean it, send it again with confirmDrop: true and a new idempotencyKey.`,
        ),
      };
    }
    case 'LIMIT_REACHED':
      return {
        __typename: 'LimitReached', code: refusal.code, limit: refusal.limit, retryAt: refusal.retryAt,
        message: say('报价过于频繁，请稍候再报。', 'One bid at a time: wait a moment before the next one.'),
      };
    default: return exhaustive(refusal);
  }
}

/** The lot does not take bids, in the reader's language. */
export function lotNotOpen(refusal: Extract<BidRefusal, { code: 'LOT_NOT_OPEN' }>, locale: Locale): LotNotOpen {
  const early = refusal.state === 'PUBLISHED';
  const message = locale === 'en'
    ? (early ? `Bidding opens at ${refusal.opensAt}.` : `The lot takes no bids. Closing was at ${refusal.closesAt}; the server judged at ${refusal.decidedAt}.`)
    : (early ? `报价将于 ${refusal.opensAt} 开始。` : `标的不接受报价：截止时间 ${refusal.closesAt}，服务器判定时间 ${refusal.decidedAt}。`);
  return { __typename: 'LotNotOpen', ...refusal, message };
}

/** A bid is not taken back, in the reader's language. */
export function withdrawalRefused(refusal: WithdrawalRefusal, locale: Locale): LotNotOpen | StateRefused | InputRefused {
  switch (refusal.code) {
    case 'LOT_NOT_OPEN': return lotNotOpen(refusal, locale);
    case 'STATE_REFUSED':
      return {
        __typename: 'StateRefused', code: refusal.code, currentState: refusal.currentState,
        message: locale === 'en' ? 'Only the bid that stands can be withdrawn.' : '只能撤回当前有效的报价。',
      };
    case 'INPUT_REFUSED':
      return {
        __typename: 'InputRefused', code: refusal.code, message: locale === 'en' ? 'A live bid is only withdrawn with a reason.' : '竞价报价须说明原因才能撤回。',
        problems: [{ path: refusal.path, message: locale === 'en' ? 'must say why' : '请填写原因' }],
      };
    default: return exhaustive(refusal);
  }
}

/** A bid is not confirmed, in the reader's language. */
export function confirmationRefused(refusal: ConfirmationRefusal, locale: Locale): ConfirmRefused {
  if (refusal.code !== 'STATE_REFUSED') return bidRefused(refusal, locale) as ConfirmRefused;
  return { __typename: 'StateRefused', code: refusal.code, currentState: refusal.currentState, message: bidderSentence('NOTHING_TO_CONFIRM', locale) };
}

const toBidders = {
  NOTHING_TO_CONFIRM: { zh: '该报价无需确认。', en: 'This bid needs no confirmation.' },
  NOT_LIVE: { zh: '密封阶段、只看名次或一口价的标的不能自动报价。', en: 'Automatic bidding is for live lots that show a price: not while bids are sealed, not where only ranks are shown, and not where the first bid closes the lot.' },
} satisfies Record<string, { zh: string; en: string }>;

/** A refusal of a bidder's command, in the reader's language. */
export function bidderSentence(code: keyof typeof toBidders, locale: Locale): string {
  return locale === 'en' ? toBidders[code].en : toBidders[code].zh;
}

const toBuyers = {
  VERSION: { zh: '询价单已被他人修改，请重新读取。', en: 'Somebody changed the tender; read it again.' },
  NOT_DISQUALIFIABLE: { zh: '只能作废竞价中或比价中标的的当前报价，已中选的除外。', en: 'Only a bid that stands in a live or evaluated lot can be disqualified, and not the one that was chosen.' },
  NOT_EVALUATED: { zh: '只有比价中的标的可以这样结束。', en: 'Only lots that are being evaluated can be ended this way.' },
} satisfies Record<string, { zh: string; en: string }>;

/** A refusal of a buyer's decision, in the reader's language. */
export function buyerSentence(code: keyof typeof toBuyers, locale: Locale): string {
  return locale === 'en' ? toBuyers[code].en : toBuyers[code].zh;
}

/** The desk has more to do than it can answer in time; nothing was decided. */
export function deskBusy(limit: number, retryAt: string, locale: Locale): Extract<BidRefused, { code: 'LIMIT_REACHED' }> {
  return {
    __typename: 'LimitReached', code: 'LIMIT_REACHED', limit, retryAt,
    message: locale === 'en' ? 'Too many bids at this moment. This one was not judged: repeat it with the same key.' : '当前报价过多，本次报价未受理，请用同一请求重试。',
  };
}

function faultSentence(fault: BidFault, locale: Locale): string {
  const { rule, limit } = fault;
  const say = (zh: string, en: string): string => (locale === 'en' ? en : zh);
  switch (rule) {
    case 'CURRENCY': return say(`币种必须是 ${limit}`, `must be in ${limit}`);
    case 'TAX_RATE': return say(`税率（%）应为下列之一：${limit}`, `must be one of the rates ${limit}`);
    case 'NOT_POSITIVE': return say('金额必须大于零', 'must be more than zero');
    case 'TOO_LARGE': return say(`金额不能超过 ${limit} 最小货币单位`, `must be at most ${limit} minor units`);
    case 'PAST': return say(`不能早于 ${limit}`, `must not be before ${limit}`);
    case 'TOO_FAR': return say(`不能晚于 ${limit}`, `must not be after ${limit}`);
    case 'TOO_SHORT': return say(`有效期至少到 ${limit}`, `must bind at least until ${limit}`);
    default: return exhaustive(rule);
  }
}
