import { StateTag, type Sign } from '../../components/signs/glyph.js';
import type { PartGap, PartState, PartSupply } from '../../generated/types.js';
import { useWords } from '../../lib/words/use-words.js';

/** Where a part stands. */
export function PartTag({ state }: { state: PartState }) {
  const { i18n } = useWords();
  const known: Readonly<Record<PartState, readonly [Sign, string]>> = {
    PLANNED: ['draft', i18n.t('未发')], SOURCING: ['open', i18n.t('询价中')], ORDERED: ['awarded', i18n.t('已下单')], IN_PROCESS: ['running', i18n.t('加工中')], IN_TRANSIT: ['shipped', i18n.t('在途')],
    TO_INSPECT: ['inspect', i18n.t('待检')], ACCEPTED: ['done', i18n.t('合格入库')], INSTALLED: ['done', i18n.t('已装')], ON_HOLD: ['stopped', i18n.t('暂停')], SCRAPPED: ['rework', i18n.t('报废，补做中')], CANCELLED: ['stopped', i18n.t('取消')],
  };
  const [sign, word] = known[state];
  return <StateTag sign={sign}>{word}</StateTag>;
}

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
