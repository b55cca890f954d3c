import { Countdown } from '../../components/signs/countdown.js';
import { StateTag, type Sign } from '../../components/signs/glyph.js';
import { listText } from '../../lib/format/format.view.js';
import { useWords } from '../../lib/words/use-words.js';
import type { Award } from './award-matrix.view.js';

/** How an award stands: glyph and word. */
export function AwardTag({ state }: { state: Award['state'] }) {
  const { i18n } = useWords();
  const known: Readonly<Record<Award['state'], readonly [Sign, string]>> = {
    PROPOSED: ['evaluating', i18n.t('待批准')], APPROVED: ['awarded', i18n.t('已批')], OFFERED: ['awarded', i18n.t('待接单')], ACCEPTED: ['done', i18n.t('已接单')], ORDERED: ['done', i18n.t('已转单')],
    DECLINED: ['stopped', i18n.t('拒单')], LAPSED: ['risk', i18n.t('逾期未接')], REVOKED: ['draft', i18n.t('已撤销')],
  };
  const [sign, word] = known[state];
  return <StateTag sign={sign}>{word}</StateTag>;
}

/** The award with what it waits for. */
export function AwardCourse({ award, fallen }: { award: Award; fallen: readonly Award[] }) {
  const { i18n, language } = useWords();
  return (
    <span className="award-course">
      <span className="row"><AwardTag state={award.state} />{award.state === 'OFFERED' && award.acceptBy !== null && <span className="soft small">{i18n.t('还剩')} <Countdown until={award.acceptBy} /></span>}</span>
      {fallen.length > 0 && <span className="soft small">{i18n.t('候补接替：{names} 未接', { names: listText(fallen.map(({ supplier }) => supplier.name), language) })}</span>}
    </span>
  );
}
