import type { Locale } from '#contracts';

/** What this slice says to people. */
const zh = {
  tooMany: (maximum: number): string => `最多还可发 ${maximum} 件；图纸件不可超交。`,
  tooManyCounted: (maximum: number): string => `点数不能超过已发数量 ${maximum} 件。`,
  operationsOpen: (): string => '工序尚未完成，不能发货。',
  lineResting: (): string => '该订单行目前不可发货。',
  notOneDirection: (): string => '一次发货只能从本公司发往同一家公司。',
  wrongReceiver: (): string => '收货方不符合该类发货。',
  receiverNeeded: (): string => '转序须注明下一家公司。',
  lineTwice: (): string => '同一订单行只能出现一次。',
  pieceNotOfLine: (): string => '该件不属于此订单行。',
  pieceTwice: (): string => '同一件只能出现一次。',
  quantityMismatch: (pieces: number): string => `数量须与所列件数 ${pieces} 一致。`,
  documentsMissing: (): string => '缺少合同要求的随货文件。',
  unknownFile: (): string => '文件不存在、尚不可用，或不是照片、证书或附件。',
  fieldsWrong: (): string => '部分内容不符合规定，未作任何更改。',
  stepDone: (): string => '该送货单已不在此步骤。',
  versionConflict: (): string => '有人先作了更改，请重新读取后再决定。',
};

const en: typeof zh = {
  tooMany: (maximum) => `At most ${maximum} more pieces can be sent; drawing parts are never over-delivered.`,
  tooManyCounted: (maximum) => `No more than the ${maximum} pieces sent can be counted.`,
  operationsOpen: () => 'Operations are still open, so nothing can be sent.',
  lineResting: () => 'Nothing of this order line can be sent at present.',
  notOneDirection: () => 'A delivery goes from the own company to one other company.',
  wrongReceiver: () => 'This receiver does not fit the kind of delivery.',
  receiverNeeded: () => 'A hand-over names the next shop.',
  lineTwice: () => 'Every order line may appear once.',
  pieceNotOfLine: () => 'The piece is not of this order line.',
  pieceTwice: () => 'Every piece may appear once.',
  quantityMismatch: (pieces) => `The quantity must be that of the pieces named, ${pieces}.`,
  documentsMissing: () => 'Documents that the terms ask for are missing.',
  unknownFile: () => 'There is no such file, it is not usable yet, or it is no photograph, certificate or attachment.',
  fieldsWrong: () => 'Some values break a rule; nothing was changed.',
  stepDone: () => 'The delivery is past this step.',
  versionConflict: () => 'Somebody changed it first; read it again and decide again.',
};

export type OrderSentences = typeof zh;

/** The sentences in a language. */
export function orderSentences(locale: Locale): OrderSentences {
  return locale === 'en' ? en : zh;
}
