import { ChoiceButton } from '../../components/phone/kit.js';
import { Glyph } from '../../components/signs/glyph.js';
import { useActionWords } from '../../components/signs/report-words.js';
import { timeText } from '../../lib/format/format.view.js';
import { useWords } from '../../lib/words/use-words.js';
import type { WaitingReport } from './outbox.policy.js';
import { useOutbox } from './use-outbox.js';

/** Reports that have not been taken: those that wait for the line, and those that were refused, with the reason and what can be done. */
export function WaitingReports({ waiting }: { waiting: readonly WaitingReport[] }) {
  const { i18n } = useWords();
  const { outbox } = useOutbox();
  const words = useActionWords();
  if (waiting.length === 0) return null;
  return (
    <ul className="waiting-reports" aria-label={i18n.t('还没有送到的报工')}>
      {waiting.map(({ key, action, process, happenedAt, photos, state, refused }) => (
        <li key={key} className={`band ${state === 'REFUSED' ? 'stopped' : 'risk'}`} data-testid="waiting-report" data-state={state}>
          <span className="row"><Glyph sign={state === 'REFUSED' ? 'stopped' : 'closing'} /><b>{state === 'REFUSED' ? i18n.t('没有被接受') : i18n.t('待上传')} · {words[action]} {process}</b><span className="num">{timeText(happenedAt)}</span>{photos.length > 0 && <span className="num">{i18n.t('{n} 张照片', { n: photos.length })}</span>}</span>
          {refused !== null && <span role="alert">{refused.message} {refused.details.join(' ')}</span>}
          {state === 'REFUSED' && <span className="bid-choices"><ChoiceButton onClick={() => void outbox.again(key)}>{i18n.t('再报一次')}</ChoiceButton><ChoiceButton onClick={() => void outbox.drop(key)}>{i18n.t('不报了')}</ChoiceButton></span>}
        </li>
      ))}
    </ul>
  );
}
