import { StateTag } from '../../components/signs/glyph.js';
import type { ImportLineKind, ImportMeaning, ImportState } from '../../generated/types.js';
import { useWords } from '../../lib/words/use-words.js';
import type { ReadRow } from './import.view.js';

/** What a column can mean, in the order of a parts list. */
export function useMeaningWords(): Readonly<Record<ImportMeaning, string>> {
  const { i18n } = useWords();
  return {
    IGNORE: i18n.t('不读'), PART_NO: i18n.t('件号'), NAME: i18n.t('零件名称'), NAME_EN: i18n.t('英文名称'), CATEGORY: i18n.t('类别'), MATERIAL: i18n.t('材料'), SIZE: i18n.t('规格'), LENGTH: i18n.t('长'), WIDTH: i18n.t('宽'), HEIGHT: i18n.t('高'),
    QUANTITY: i18n.t('数量'), HARDNESS: i18n.t('硬度、热处理'), REQUIREMENTS: i18n.t('公差、表面'), ROUTE: i18n.t('工艺路线'), SUPPLY: i18n.t('自制/外协/外购'), UNIT_MASS: i18n.t('单重'), REVISION: i18n.t('版本'), NOTE: i18n.t('备注'),
  };
}

export function useKindWords(): Readonly<Record<ImportLineKind, string>> {
  const { i18n } = useWords();
  return { ITEM: '', HEAD: i18n.t('表头上方的说明'), HEADING: i18n.t('表头'), SECTION: i18n.t('分段标题'), TOTAL: i18n.t('合计行'), SIGNATURE: i18n.t('签字栏'), BLANK: i18n.t('空行'), NUMBERED_BLANK: i18n.t('只有序号的空行'), REMARK: i18n.t('说明文字') };
}

/** What becomes of a line when the list is confirmed. */
export function RowTag({ row }: { row: ReadRow }) {
  const { i18n } = useWords();
  if (row.change === 'MISSING') return <StateTag sign="behind">{i18n.t('清单里没有')}</StateTag>;
  if (row.action === 'LAYOUT') return <StateTag sign="draft" bare>{i18n.t('不是零件')}</StateTag>;
  if (row.action === 'SKIP') return <StateTag sign="stopped">{i18n.t('跳过')}</StateTag>;
  if (row.action === 'REVIEW') return <StateTag sign="risk">{i18n.t('待确认')}</StateTag>;
  if (row.change === 'ADD') return <StateTag sign="done">{i18n.t('新增')}</StateTag>;
  return row.change === 'CHANGE' ? <StateTag sign="rework">{i18n.t('改动')}</StateTag> : <StateTag sign="draft">{i18n.t('不变')}</StateTag>;
}

export function ImportTag({ state }: { state: ImportState }) {
  const { i18n } = useWords();
  switch (state) {
    case 'PARSING': return <StateTag sign="running">{i18n.t('正在读取')}</StateTag>;
    case 'REVIEW': return <StateTag sign="inspect">{i18n.t('等您核对')}</StateTag>;
    case 'CONFIRMED': return <StateTag sign="done">{i18n.t('已导入')}</StateTag>;
    case 'REJECTED': return <StateTag sign="draft">{i18n.t('已放弃')}</StateTag>;
    case 'FAILED': return <StateTag sign="stopped">{i18n.t('读不了')}</StateTag>;
  }
}
