import type { Locale } from '#contracts';
import type { Finding, FindingCode } from './tender-check.policy.js';
import type { ComplaintCode } from './tender-rules.policy.js';

type Sentence = { zh: string; en: string };
const say = (sentence: Sentence, locale: Locale): string => (locale === 'zh-CN' ? sentence.zh : sentence.en);

const complaints: Record<ComplaintCode, Sentence> = {
  SEALED_HAS_NO_SOFT_CLOSE: { zh: '密封报价不能延时,请留空', en: 'must be null for a sealed tender: an extension would tell of a bid' },
  SEALED_SHOWS_NO_COUNT: { zh: '密封报价不能显示报价家数', en: 'must be false for a sealed tender' },
  SEALED_CANNOT_CLOSE_AT_FIRST_BID: { zh: '密封报价不能首报成交', en: 'must be false for a sealed tender' },
  OWN_BID_ONLY: { zh: '密封或仅显示名次时只能与自己的报价比较 (OWN_BID)', en: 'must be OWN_BID where bidders see no amounts' },
  SEALED_ANYWAY: { zh: '密封报价全程密封,请留空', en: 'must be null for a sealed tender, which is sealed from beginning to end' },
  SEALED_TOO_LONG: { zh: '密封阶段必须在截止前结束', en: 'must end before the closing of every lot' },
  BEGINNING_FIXED: { zh: '发布后不能更改密封阶段或定向方式', en: 'cannot be changed after publication' },
  DIRECT_ASKS_ONE: { zh: '定向询价只能点名一家公司,不向其他公司询价,最少报价数为 1', en: 'must be for exactly one named company, no trusted ones, no neighbours, at least one bid' },
  BANDS_RISE: { zh: '价格段的起点必须大于 0 并逐段升高', en: 'must be more than 0 and rise from band to band' },
  PRICE_DECIDES_TIES: { zh: '同分时必须先比价格 (PRICE)', en: 'must begin with PRICE' },
  WEIGHTS_SUM: { zh: '三个权重之和必须为 100', en: 'the three weights must add up to 100' },
  WEIGHT_RANGE: { zh: '权重应为 0 到 100 的整数', en: 'must be a whole number from 0 to 100' },
  PERCENT_RANGE: { zh: '百分比须在允许范围内（降幅要求 0 至 50，大幅降价确认 0 至 100）', en: 'must be a percentage within its range (improvement 0 to 50, drop 0 to 100)' },
  MIN_BIDS_RANGE: { zh: '最少报价数应为 1 到 9', en: 'must be from 1 to 9' },
  VALIDITY_RANGE: { zh: '有效期应为 1 到 180 天', en: 'must be from 1 to 180 days' },
  ACCEPT_RANGE: { zh: '接单时限应为 1 到 20160 分钟', en: 'must be from 1 to 20160 minutes' },
  FIRST_BID_NEEDS_CEILING: { zh: '一口价标的必须有最高限价', en: 'a lot that closes at its first bid needs a ceiling' },
  WINDOW_ABOVE_HARD_CLOSE: { zh: '单次延时不能超过最晚结束时间', en: 'one extension must not exceed the hard close' },
  INSPECTION_RANGE: { zh: '验收期应为 1 到 30 个工作日', en: 'must be from 1 to 30 working days' },
  LATE_RANGE: { zh: '逾期扣款应为每天 0 到 5%', en: 'must be from 0 to 5 percent a day' },
  OPENS_AFTER_CLOSING: { zh: '截止时间必须晚于开始时间', en: 'must be later than the start of bidding' },
  ENQUIRY_AFTER_CLOSING: { zh: '答疑截止不能晚于报价截止', en: 'must not be later than the closing' },
  TOO_FAR: { zh: '时间应在一年以内', en: 'must be within a year' },
  BASIS_DIFFERS: { zh: '币种必须与询价规则一致', en: 'must be in the currency of the rules' },
  AMOUNT_ZERO: { zh: '金额必须大于 0', en: 'must be more than 0' },
  RESERVE_ABOVE_CEILING: { zh: '心理价不能高于最高限价', en: 'must not exceed the ceiling' },
  TOO_MANY_LINES: { zh: '一份询价单最多 2000 行', en: 'a tender may have at most 2000 lines' },
  UNKNOWN_COMPANY: { zh: '没有这家公司', en: 'there is no such company' },
  OWN_COMPANY: { zh: '不能邀请本公司', en: 'is your own company' },
  BOTH_NAMED_AND_EXCLUDED: { zh: '同一公司既被邀请又被排除', en: 'is named and excluded at the same time' },
  NOT_OVER: { zh: '该询价单尚未发布或仍在报价', en: 'is not over: it was not published, or still takes bids' },
  UNKNOWN_TENDER: { zh: '没有这份询价单', en: 'is no tender of your own' },
  UNKNOWN_OPERATION: { zh: '零件工艺路线中没有此工序', en: 'is not an operation of this part' },
  NDA_TEXT_DIFFERS: { zh: '保密文本已更新,请重新阅读后接受', en: 'is not the hash of the present text; read it again' },
  NOBODY_NAMED: { zh: '请至少指定一家公司', en: 'name at least one company' },
  NOT_INVITABLE: { zh: '该公司不能被邀请', en: 'may not be invited' },
  CLOSES_EARLIER: { zh: '必须晚于当前截止时间', en: 'must be later than the present closing' },
  CLOCK_STANDS: { zh: '标的已中止,恢复时截止时间顺延,请恢复后再改', en: 'must be null while the lot is suspended: its closing moves when it goes on' },
  WANTED_PAST: { zh: '要求交期不能早于今天', en: 'must not be before today' },
  PART_NOT_READY: { zh: '零件尚未发布或资料不全', en: 'takes parts that are not released or not complete' },
  OTHER_OPERATIONS: { zh: '新版本的工序与已发布的不同,请撤销后重新询价', en: 'brings other operations than those that were asked for; cancel the lot and publish a new one' },
};

/** What would pass instead of a value. */
export function complaintSentence(code: ComplaintCode, locale: Locale): string {
  return say(complaints[code], locale);
}

const findings: Record<FindingCode, (n: number | null) => Sentence> = {
  NO_DRAWING: () => ({ zh: '没有图纸,尺寸也不完整', en: 'has no drawing and no full size' }),
  NO_MATERIAL: () => ({ zh: '缺少材料', en: 'has no material' }),
  NO_HARDNESS: () => ({ zh: '有热处理但缺少硬度', en: 'has no hardness although it is heat-treated' }),
  NO_TOLERANCE: () => ({ zh: '缺少公差', en: 'has no tolerance' }),
  NO_ROUTE: () => ({ zh: '没有工艺路线', en: 'has no route' }),
  NO_SIZE: () => ({ zh: '缺少尺寸', en: 'has no size' }),
  OPEN_QUESTION: () => ({ zh: '导入时的疑问尚未答复', en: 'still has an open question from its import' }),
  NOT_RELEASED: () => ({ zh: '版本尚未发布', en: 'is not released' }),
  ALREADY_PLACED: (n) => ({ zh: `数量超出,尚可询价 ${n} 件`, en: `asks for more than the ${n} pieces that are still open` }),
  NOTHING_ASKED: () => ({ zh: '没有可询价的数量', en: 'has no pieces left to ask for' }),
  CLOSES_IN_PAST: (n) => ({ zh: `截止时间必须至少在 ${n} 秒之后`, en: `must close at least ${n} seconds from now` }),
  NO_INVITEE: () => ({ zh: '没有可邀请的供应商', en: 'There is nobody to invite.' }),
  CLOSES_TOO_SOON: (n) => ({ zh: `报价时间少于通常的 ${n} 分钟`, en: `runs for less than the usual ${n} minutes` }),
  DRAWING_MISSING: () => ({ zh: '没有图纸,同一模具的其他零件有', en: 'has no drawing, as other parts of its mould have' }),
  MODEL_MISSING: () => ({ zh: '没有三维,同一模具的其他零件有', en: 'has no 3D model, as other parts of its mould have' }),
  DRAWING_REVISION: () => ({ zh: '图纸文件名的版本与零件版本不一致', en: 'has a drawing whose name says another revision' }),
  DATE_TOO_SOON: () => ({ zh: '要求交期不晚于报价截止日', en: 'is wanted on or before the day of closing' }),
  FEW_MATCHES: (n) => ({ zh: `只有 ${n} 家供应商会被邀请`, en: `Only ${n} companies would be invited.` }),
  NO_MATCH: () => ({ zh: '被邀请的供应商中没有合适的', en: 'fits none of the invited companies' }),
  NOT_INVITABLE: (n) => ({ zh: `指定的公司中有 ${n} 家不能被邀请`, en: `${n} of the named companies may not be invited.` }),
  NO_LOCATION: () => ({ zh: '本公司未填写位置,无法按距离邀请', en: 'Your company has no location, so nobody is found by distance.' }),
};

/** A finding as people read it, with its lot and line. */
export function findingSentence(finding: Finding, lotNo: number | null, locale: Locale): string {
  const words = say(findings[finding.code](finding.number), locale);
  if (lotNo === null) return words;
  const place = finding.line === null ? `${lotNo}` : `${lotNo}-${finding.line}`;
  return locale === 'zh-CN' ? `标的 ${place}:${words}` : `Lot ${place} ${words}`;
}

const others = {
  INPUT: { zh: '有些数值不符合规则,未作任何修改。', en: 'Some values break a rule; nothing was changed.' },
  VERSION: { zh: '询价单已被他人修改,请重新读取。', en: 'Somebody changed the tender; read it again.' },
  INCOMPLETE: { zh: '询价单还不能发布。', en: 'The tender cannot be published yet.' },
  WARNINGS: { zh: '有提示事项,请说明理由后发布。', en: 'There are warnings; say why they are accepted.' },
  STOPPED: { zh: '本公司已被暂停,不能询价。', en: 'Your company is stopped and cannot ask for bids.' },
  PUBLISHED: { zh: '询价单已发布,不能这样修改。', en: 'The tender is published and cannot be changed this way.' },
  HAS_BIDS: { zh: '询价单已有报价或为密封询价,条件已固定。', en: 'The terms are fixed: the tender is sealed or has its first bid.' },
  NOT_DRAFT: { zh: '询价单不是草稿。', en: 'The tender is not a draft.' },
  NOT_OPEN: { zh: '标的当前状态不允许此操作。', en: 'The state of the lot does not allow this.' },
  TERMS: { zh: '标的已被修改,请重新读取。', en: 'The lot was amended meanwhile; read it again.' },
  ENQUIRY_OVER: { zh: '答疑时间已过。', en: 'The time for questions is over.' },
  ANSWERED: { zh: '问题已答复。', en: 'The question is answered already.' },
  OPEN_LOTS: { zh: '同时询价的标的数已达上限。', en: 'The number of lots that may take bids at the same time is used up.' },
  QUESTIONS: { zh: '未答复的问题数已达上限。', en: 'The number of unanswered questions is used up.' },
  INVITATIONS: { zh: '邀请数已达上限。', en: 'The number of invitations is used up.' },
} satisfies Record<string, Sentence>;

/** The sentence above a refusal. */
export function tenderSentence(code: keyof typeof others, locale: Locale): string {
  return say(others[code], locale);
}
