import type { Locale } from '#contracts';
import type { NdaTextView } from '#contracts/quoting-tender-views';

/** Hash of a text in lower-case hexadecimal; handed in, so that this file stays free of the machine. */
export type Sha256 = (text: string) => string;

/** Changes with every word of the texts; the version that somebody accepted is kept with the acceptance. */
export const ndaVersion = '2026-11';

const texts: Record<Locale, string> = {
  'zh-CN': [
    '保密约定',
    '1. 询价方提供的图纸、模型、尺寸与技术要求(以下称"资料")属询价方所有,仅供本次询价评估、报价以及中标后的加工使用。',
    '2. 接受方不得将资料用于其他目的,不得复制、公开或转交第三方;经询价条款允许转外协的工序除外,此时接受方应使其分包方承担同等义务。',
    '3. 接受方应将资料限于确有需要的员工知悉,并妥善保管。',
    '4. 未中标或询价撤销的,接受方应在截止后七日内删除所持有的资料副本。',
    '5. 本约定自接受之日起三年内有效;中标后按订单条款继续有效。',
  ].join('\n'),
  en: [
    'Non-disclosure agreement',
    '1. Drawings, models, sizes and technical requirements given by the asking party ("the material") remain its property and serve only to assess, to quote and, after an award, to make the work of this tender.',
    '2. The accepting party does not use the material for anything else, and does not copy, publish or hand it on; operations that the terms of the tender allow to be given on are excepted, and the accepting party then binds its own suppliers in the same way.',
    '3. The accepting party lets only those employees see the material who need it, and keeps it safe.',
    '4. Without an award, or when the tender is cancelled, the accepting party deletes its copies within seven days after closing.',
    '5. This agreement holds for three years from its acceptance; after an award it continues under the terms of the order.',
  ].join('\n'),
};

/** The text to accept, in the reader's language. */
export function ndaText(locale: Locale, sha256: Sha256): NdaTextView {
  return { text: texts[locale], sha256: sha256(texts[locale]) };
}

/** True for the hash of the present text in any language. */
export function isPresentNda(hash: string, sha256: Sha256): boolean {
  return Object.values(texts).some((text) => sha256(text) === hash);
}
