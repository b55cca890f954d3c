import type { LotState } from '../../generated/types.js';
import { StateTag, type Sign } from '../../components/signs/glyph.js';
import { useWords } from '../../lib/words/use-words.js';

/** The state of a tender or lot: glyph and word. */
export function TenderTag({ state }: { state: LotState }) {
  const { i18n } = useWords();
  const known: Readonly<Record<LotState, readonly [Sign, string]>> = {
    DRAFT: ['draft', i18n.t('草稿')], PUBLISHED: ['open', i18n.t('询价中')], SUSPENDED: ['stopped', i18n.t('中止')], CLOSED: ['evaluating', i18n.t('已截止')], EVALUATING: ['evaluating', i18n.t('比价中')],
    PARTIALLY_AWARDED: ['awarded', i18n.t('部分定标')], AWARDED: ['awarded', i18n.t('已定标')], COMPLETED: ['done', i18n.t('已转单')], UNSUCCESSFUL: ['stopped', i18n.t('流标')], CANCELLED: ['stopped', i18n.t('撤销')],
  };
  const [sign, word] = known[state];
  return <StateTag sign={sign}>{word}</StateTag>;
}
