import type { AwardState, LotState } from '../../generated/types.js';
import { useWords } from '../../lib/words/use-words.js';
import { StateTag, type Sign } from '../signs/glyph.js';

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

/** How an award stands. */
export function AwardTag({ state }: { state: AwardState }) {
  const { i18n } = useWords();
  const known: Readonly<Record<AwardState, readonly [Sign, string]>> = {
    PROPOSED: ['evaluating', i18n.t('待批准')], APPROVED: ['awarded', i18n.t('已批')], OFFERED: ['awarded', i18n.t('待接单')], ACCEPTED: ['done', i18n.t('已接单')], ORDERED: ['done', i18n.t('已转单')],
    DECLINED: ['stopped', i18n.t('拒单')], LAPSED: ['risk', i18n.t('逾期未接')], REVOKED: ['draft', i18n.t('已撤销')],
  };
  const [sign, word] = known[state];
  return <StateTag sign={sign}>{word}</StateTag>;
}
