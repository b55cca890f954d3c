import type { Locale } from '#contracts';
import type { SkipReason } from '../files/bundle-entry.policy.js';
import type { MouldState } from '#contracts/order-moulds';

const states: Record<MouldState, string> = {
  DRAFT: '立项', DESIGN: '设计', RELEASED: '投产', MACHINING: '加工中', ASSEMBLY: '装配', TRIAL: '试模', MODIFICATION: '改模',
  ACCEPTED: '验收', SHIPPED: '移模', CLOSED: '结案', ON_HOLD: '暂停', CANCELLED: '取消',
};

const skipReasons: Record<SkipReason, { zh: string; en: string }> = {
  NESTED_ARCHIVE: { zh: '压缩包里的压缩包不展开，请展开后再打包。', en: 'An archive in the archive is left packed; unpack it first.' },
  UNKNOWN_TYPE: { zh: '不是清单、模型、图纸或图片。', en: 'It is no list, model, drawing or picture.' },
  FILE_TOO_LARGE: { zh: '文件超过 200 MB。', en: 'It is larger than 200 MB.' },
  FILE_EMPTY: { zh: '文件是空的。', en: 'It is empty.' },
  FILE_BROKEN: { zh: '文件损坏，无法读取。', en: 'It is damaged and cannot be read.' },
  SPECIAL_FILE: { zh: '是链接，不是文件。', en: 'It is a link and no file.' },
  NO_LIST: { zh: '里面没有零件。', en: 'It lists no parts.' },
  OTHER_LIST: { zh: '已采用另一份零件更多的清单。', en: 'Another list with more parts was taken.' },
  TOO_MANY_MODELS: { zh: '模型太多。', en: 'There are too many models.' },
  MODEL_UNREADABLE: { zh: '模型无法读取。', en: 'The model cannot be read.' },
};

const en = {
  skipped: (why: SkipReason) => skipReasons[why].en,
  inputRefused: () => 'Some values break a rule; nothing was changed.',
  mouldNoTaken: (mouldNo: string) => `The company already has a mould ${mouldNo}.`,
  versionConflict: () => 'Somebody changed it in the meantime. Read it again and decide anew.',
  textNeeded: () => 'must not be blank',
  t1BeforeT0: () => 'must not be before T0',
  noSuchMove: (from: MouldState, to: MouldState) => `A mould does not go from ${from} to ${to}.`,
  takeUpOnlyAs: (state: MouldState) => `The mould was held in ${state} and is taken up there.`,
  reasonNeeded: (to: MouldState) => `is needed for the move to ${to}`,
  noPartsYet: () => 'A mould is released with its parts list; it has no parts yet.',
  openPlacements: (count: number) => `${count} lines of tenders or orders are open; end them first.`,
  mouldTakesNoParts: (state: MouldState) => `The mould is ${state}; its parts can no longer be changed.`,
  mouldOnHold: () => 'The mould is on hold; nothing is released until it is taken up again.',
  partCancelled: (partNo: string) => `${partNo} is cancelled.`,
  twice: () => 'is named twice in one request',
  unknownCategory: (code: string) => `${code} is not a kind of part; see the catalogue`,
  unknownProcess: (code: string) => `${code} is not a process; see the catalogue`,
  quantityRange: () => 'must be a whole number from 1 to 100,000 pieces',
  sizeRange: () => 'must be more than 0 and less than 1,000,000 mm',
  seqRange: () => 'must be from 1 to 9999',
  seqTwice: (seq: number) => `${seq} is used twice; every step has its own place`,
  minutesRange: () => 'must be 1 to 1,000,000 minutes',
  dependsOnEarlier: (seq: number) => `${seq} is not an earlier step of this route`,
  unknownFile: () => 'is not a usable drawing, model or attachment of the own company',
  routeNeeded: (partNo: string) => `${partNo} has no operations; pieces are made along a route`,
  fileNotReady: () => 'The file is not usable: upload it completely first, or send another one.',
  fileWrongPurpose: () => 'An import reads one list (CSV or XLSX), models (STEP), drawings, or one bundle (ZIP).',
  tooManyImports: (limit: number) => `${limit} imports of the company are being read; wait for one of them.`,
  importNotInReview: () => 'The import does not wait for a decision.',
  importUnresolved: (count: number) => `${count} questions must be answered first.`,
  importStopped: () => 'The list could not be read: reading was stopped. Try again or send a smaller file.',
  unknownImportFile: () => 'is not a file of this import that goes to a part',
  unknownPartNo: () => 'is not a part of this import or mould',
  unknownProblem: () => 'is not the number of a problem of this import',
  unknownColumn: () => 'is not a column of this list',
  meaningTwice: () => 'this meaning is given to two columns',
};

export type Say = typeof en;

const zh: Say = {
  skipped: (why) => skipReasons[why].zh,
  inputRefused: () => '有些数值不符合规则，未作任何修改。',
  mouldNoTaken: (mouldNo) => `本公司已有模具 ${mouldNo}。`,
  versionConflict: () => '期间有人修改过，请重新读取后再决定。',
  textNeeded: () => '不能为空',
  t1BeforeT0: () => '不能早于 T0',
  noSuchMove: (from, to) => `模具不能从「${states[from]}」转为「${states[to]}」。`,
  takeUpOnlyAs: (state) => `模具在「${states[state]}」时暂停，恢复后仍为该状态。`,
  reasonNeeded: (to) => `转为「${states[to]}」必须写明原因`,
  noPartsYet: () => '投产需要零件清单，目前还没有零件。',
  openPlacements: (count) => `还有 ${count} 项询价或订单未了结，请先结束。`,
  mouldTakesNoParts: (state) => `模具已「${states[state]}」，零件不能再修改。`,
  mouldOnHold: () => '模具已暂停，恢复之前不能发图。',
  partCancelled: (partNo) => `${partNo} 已取消。`,
  twice: () => '在同一请求中重复',
  unknownCategory: (code) => `没有零件类别 ${code}，请查看目录`,
  unknownProcess: (code) => `没有工序 ${code}，请查看目录`,
  quantityRange: () => '必须是 1 到 100,000 的整数件数',
  sizeRange: () => '必须大于 0 且小于 1,000,000 mm',
  seqRange: () => '必须在 1 到 9999 之间',
  seqTwice: (seq) => `工序号 ${seq} 重复`,
  minutesRange: () => '必须在 1 到 1,000,000 分钟之间',
  dependsOnEarlier: (seq) => `${seq} 不是本路线中更早的工序`,
  unknownFile: () => '不是本公司可用的图纸、模型或附件',
  routeNeeded: (partNo) => `${partNo} 没有工艺路线，无法生成件`,
  fileNotReady: () => '文件不可用：请先完整上传，或换一个文件。',
  fileWrongPurpose: () => '一次导入可读一份清单（CSV 或 XLSX）、模型（STEP）、图纸，或一个资料包（ZIP）。',
  tooManyImports: (limit) => `本公司已有 ${limit} 个导入正在读取，请稍候。`,
  importNotInReview: () => '该导入不在待确认状态。',
  importUnresolved: (count) => `还有 ${count} 个问题必须先回答。`,
  importStopped: () => '清单读取中断，请重试或换较小的文件。',
  unknownImportFile: () => '不是本次导入中属于零件的文件',
  unknownPartNo: () => '不是本次导入或模具中的零件',
  unknownProblem: () => '不是本次导入的问题编号',
  unknownColumn: () => '清单中没有这一列',
  meaningTwice: () => '两列不能有同一含义',
};

/** The slice's sentences for people, in the language of the request. */
export function sentences(locale: Locale): Say {
  return locale === 'en' ? en : zh;
}
