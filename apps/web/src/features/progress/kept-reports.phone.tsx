import { useEffect, useState } from 'react';
import { useActionWords } from '../../components/signs/report-words.js';
import { useWords } from '../../lib/words/use-words.js';
import { IndexedShelf } from './outbox-shelf.js';
import type { WaitingReport } from './outbox.policy.js';

/** Opened without a line: nobody can be asked who this is, but what this phone keeps is safe, and says so. */
export function KeptReports() {
  const { i18n } = useWords();
  const words = useActionWords();
  const [kept, setKept] = useState<readonly WaitingReport[]>([]);
  useEffect(() => { void new IndexedShelf().all().then(setKept, () => undefined); }, []);
  if (kept.length === 0) return <p className="soft">{i18n.t('有网络后会自动继续。')}</p>;
  return (
    <section className="card" data-testid="kept-reports">
      <h2>{i18n.t('本机还有 {n} 条报工', { n: kept.length })}</h2>
      <p className="soft">{i18n.t('它们都在，有网络后自动送出。')}</p>
      <ul>{[...kept].sort((a, b) => a.place - b.place).map(({ key, title, action, process }) => <li key={key}>{words[action]} {process} · {title}</li>)}</ul>
    </section>
  );
}
