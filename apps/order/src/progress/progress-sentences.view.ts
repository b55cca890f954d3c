import type { Locale } from '#contracts';
import type { BlockReason } from '#contracts/order-progress-views';

/** What this slice says to people. */
const zh = {
  blocked: {
    PREVIOUS_NOT_PASSED: '前道工序尚未转序。',
    NOT_HOLDER: '该工序不由本公司负责，或该件不在本公司。',
    REVISION_OUTDATED: '图纸版本已更新：请取订单行当前的版本（item.revision），确认按其加工后以该版本报工；若订单行已被新版本取代，请先与甲方商定。',
    STATE_CHANGED: '已有其他报工在先，请刷新后再试。',
    SUSPENDED: '该订单行或该件已暂停。',
    INSPECTION_NEEDED: '前道工序等待检验记录。',
  } satisfies Record<BlockReason, string>,
  fieldsWrong: (): string => '部分内容不符合规定，未作任何更改。',
  sameSeq: (): string => '一次只能报同一道工序。',
  pauseReasonNeeded: (): string => '请说明暂停原因。',
  problemNeeded: (): string => '请说明问题：原因或文字。',
  skipReasonNeeded: (): string => '跳过工序须写明理由。',
  onlyForDone: (): string => '仅在报完成时填写。',
  allArticles: (count: number): string => `良品与报废之和须为 ${count} 件。`,
  unknownFile: (): string => '文件不存在、尚不可用，或不是照片、证书或附件。',
  unknownMachine: (): string => '不是本公司登记的设备；请填写本公司设备的编号，或留空。',
  happenedOutside: (from: string, until: string): string => `须在 ${from} 与 ${until} 之间；请检查手机时钟。`,
  planBefore: (seq: number): string => `不能早于它前面的工序 ${seq}。`,
  planOutside: (from: string, until: string): string => `须晚于现在（${from}），且不晚于 ${until}。`,
  runTwice: (): string => '同一道工序在一次排产中只能出现一次。',
  pieceTwice: (): string => '每件只能判定一次。',
  findingNeeded: (): string => '除合格外，须写明不合格内容。',
  reworkSeqNeeded: (): string => '返工或返修须指明该件的一道工序。',
  notForThis: (): string => '该判定不填写此项。',
  dayPast: (today: string): string => `承诺日期不可早于今天（${today}）。`,
  limitsCrossed: (): string => '上偏差不可小于下偏差。',
  pieceNotInspected: (): string => '测量的件须在判定之列。',
  measuredOutside: (): string => '有测量值超差，不能判为合格；可判让步接收。',
  oneOwner: (): string => '一次检验只能包括同一甲方的件。',
  cannotDecideNow: (): string => '该件目前的状态不能作此判定。',
};

const en: typeof zh = {
  blocked: {
    PREVIOUS_NOT_PASSED: 'An operation before it has not passed.',
    NOT_HOLDER: 'The operation is not this company\'s, or the piece is not here.',
    REVISION_OUTDATED: 'Nothing is made to an old revision: report with the revision of the order line (item.revision). Where a newer one was issued, agree on it with the owner first; PAUSE and PROBLEM are taken meanwhile.',
    STATE_CHANGED: 'Another report came first; look again before you report.',
    SUSPENDED: 'The order line or the piece is on hold.',
    INSPECTION_NEEDED: 'The operation before it waits for an inspection record.',
  },
  fieldsWrong: () => 'Some values break a rule; nothing was changed.',
  sameSeq: () => 'Only one operation of the route can be reported at a time.',
  pauseReasonNeeded: () => 'Say why it is paused.',
  problemNeeded: () => 'Say what the problem is: a reason or words.',
  skipReasonNeeded: () => 'Say why it is skipped.',
  onlyForDone: () => 'Goes with DONE only.',
  allArticles: (count) => `Good and scrapped articles together must be ${count}.`,
  unknownMachine: () => 'Is no machine that this company has recorded; name one of its own, or none.',
  happenedOutside: (from, until) => `Must lie between ${from} and ${until}; look at the clock of the phone.`,
  unknownFile: () => 'There is no such file, it is not usable yet, or it is no photograph, certificate or attachment.',
  planBefore: (seq) => `Must not end before operation ${seq}, which comes first.`,
  planOutside: (from, until) => `Must lie after now, ${from}, and not after ${until}.`,
  runTwice: () => 'An operation is planned once in a plan.',
  pieceTwice: () => 'Every piece is decided once.',
  findingNeeded: () => 'Say what is wrong; only ACCEPT needs no finding.',
  reworkSeqNeeded: () => 'REWORK and REPAIR name an operation of the piece by its seq.',
  notForThis: () => 'Does not go with this decision.',
  dayPast: (today) => `The promised day must not be before today, ${today}.`,
  limitsCrossed: () => 'The upper limit must not be below the lower one.',
  pieceNotInspected: () => 'A measured piece must be among those decided.',
  measuredOutside: () => 'A measured value is outside its tolerance, so the piece cannot be ACCEPTed; a CONCESSION can.',
  oneOwner: () => 'One inspection is about pieces of one owner.',
  cannotDecideNow: () => 'This cannot be decided about the piece in its present state.',
};

export type ProgressSentences = typeof zh;

/** The sentences in a language. */
export function progressSentences(locale: Locale): ProgressSentences {
  return locale === 'en' ? en : zh;
}
