import { AwardTag } from '../../components/desk/tender-tags.js';
import { Countdown } from '../../components/signs/countdown.js';
import { listText } from '../../lib/format/format.view.js';
import { useWords } from '../../lib/words/use-words.js';
import type { Award } from './award-matrix.view.js';

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
