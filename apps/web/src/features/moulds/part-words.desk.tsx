import type { PartGap, PartSupply } from '../../generated/types.js';
import { useWords } from '../../lib/words/use-words.js';

export function useSupplyWords(): Readonly<Record<PartSupply, string>> {
  const { i18n } = useWords();
  return { MAKE: i18n.t('自制'), OUTSIDE: i18n.t('外协'), BUY: i18n.t('外购') };
}

/** What a part lacks: the word, and how it is closed. */
export function useGapWords(): Readonly<Record<PartGap, readonly [word: string, cure: string]>> {
  const { i18n } = useWords();
  return {
    DRAWING: [i18n.t('缺图纸'), i18n.t('填全长宽高，或直径和长度；尺寸齐全时可以不附图纸。')],
    MATERIAL: [i18n.t('缺材料'), i18n.t('填写材料牌号。')],
    HARDNESS: [i18n.t('缺硬度'), i18n.t('路线里有热处理，请填硬度，如 HRC48-52。')],
    TOLERANCE: [i18n.t('缺公差'), i18n.t('填写公差和表面要求，如“未注公差 ±0.05，配合面 Ra0.8”。')],
    ROUTE: [i18n.t('缺工艺'), i18n.t('选择工序。')],
    SIZE: [i18n.t('缺尺寸'), i18n.t('填写外形尺寸。')],
    QUESTION: [i18n.t('有疑问'), i18n.t('导入时的疑问还没有人回答：核对这个零件，然后确认。')],
  };
}
