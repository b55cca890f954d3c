import { StateTag } from '../../components/signs/glyph.js';
import type { AttachedBy, AttachmentOutcome, GeometryState, ModelState } from '../../generated/types.js';
import { useWords } from '../../lib/words/use-words.js';
import type { IntakePurpose, IntakeRefusal } from './intake.view.js';

/** What a file of an import is. */
export function usePurposeWords(): Readonly<Record<IntakePurpose, string>> {
  const { i18n } = useWords();
  return { BOM: i18n.t('零件清单'), MODEL: i18n.t('三维模型'), DRAWING: i18n.t('图纸'), ATTACHMENT: i18n.t('图片'), BUNDLE: i18n.t('资料包') };
}

/** Why a file does not go along. */
export function useRefusalWords(): Readonly<Record<IntakeRefusal, string>> {
  const { i18n } = useWords();
  return {
    EMPTY: i18n.t('文件是空的'), OTHER_ARCHIVE: i18n.t('RAR、7z、GZ 不收，请打成 ZIP'), UNKNOWN: i18n.t('认不出这是什么文件'), SECOND_LIST: i18n.t('一次只能导入一份清单'), SECOND_BUNDLE: i18n.t('一次只能导入一个 ZIP'),
  };
}

/** How a file was found to belong to its part. */
export function useFoundWords(): Readonly<Record<AttachedBy, string>> {
  const { i18n } = useWords();
  return { NUMBER: i18n.t('按件号'), SHORT_NUMBER: i18n.t('按短件号'), NAME: i18n.t('按名称'), PERSON: i18n.t('人工指定') };
}

/** What confirming does with a file. */
export function OutcomeTag({ outcome }: { outcome: AttachmentOutcome }) {
  const { i18n } = useWords();
  if (outcome === 'ADD') return <StateTag sign="done">{i18n.t('新增')}</StateTag>;
  return outcome === 'REPLACE' ? <StateTag sign="rework">{i18n.t('换新版')}</StateTag> : <StateTag sign="draft">{i18n.t('内容没变，不动')}</StateTag>;
}

/** How far the reading of a model has come. */
export function ModelTag({ state }: { state: ModelState }) {
  const { i18n } = useWords();
  switch (state) {
    case 'READING': return <StateTag sign="running">{i18n.t('正在读结构')}</StateTag>;
    case 'MEASURING': return <StateTag sign="running">{i18n.t('正在量尺寸、画图')}</StateTag>;
    case 'READY': return <StateTag sign="done">{i18n.t('尺寸和图都有了')}</StateTag>;
    case 'PARTIAL': return <StateTag sign="risk">{i18n.t('只读到一部分')}</StateTag>;
    case 'FAILED': return <StateTag sign="stopped">{i18n.t('读不了')}</StateTag>;
  }
}

/** What became of the geometry of a part; `codes` are those of the problems of its model, which say what stopped it. */
export function useGeometryWords(codes: ReadonlySet<string>): Readonly<Record<GeometryState, string>> {
  const { i18n } = useWords();
  const stopped = codes.has('TOO_LONG') ? i18n.t('几何算得太久，已停止') : codes.has('TOO_BIG') || codes.has('FILE_TOO_LARGE') ? i18n.t('几何太大，没有算') : i18n.t('几何读不出来');
  return { WAITING: i18n.t('还在量'), READY: i18n.t('已量好'), NOTHING: i18n.t('文件里没有它的实体'), STOPPED: stopped };
}
