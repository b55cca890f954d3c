import { useEffect, useState, type ReactNode } from 'react';
import { ApiProblem } from '../../lib/api/problem.js';
import { useWords } from '../../lib/words/use-words.js';

/** What stands where something went wrong: what happened, what to quote, and a way to try again. */
export function ProblemNotice({ problem, onRetry }: { problem: unknown; onRetry?: () => void }) {
  const { i18n } = useWords();
  const known = problem instanceof ApiProblem ? problem : null;
  const what = known === null || known.code === 'INTERNAL' ? i18n.t('出错了') : known.code === 'UNREACHABLE' ? i18n.t('连不上服务器') : known.code === 'NOT_FOUND' ? i18n.t('没有找到') : known.message;
  return (
    <div className="notice bad" role="alert">
      <b>{what}</b>
      {known?.requestId && <span className="small soft">{i18n.t('编号')} <code className="mono">{known.requestId}</code></span>}
      {onRetry && <button type="button" className="plain-button" onClick={onRetry}>{i18n.t('重试')}</button>}
    </div>
  );
}

/** What would be here, and one thing to do. */
export function EmptyNotice({ title, children }: { title: string; children?: ReactNode }) {
  return <div className="notice"><b>{title}</b>{children}</div>;
}

/** The shape of what is coming; after four seconds it says that it is still coming. */
export function Waiting({ lines = 5 }: { lines?: number }) {
  const { i18n } = useWords();
  const [long, setLong] = useState(false);
  useEffect(() => { const timer = setTimeout(() => setLong(true), 4_000); return () => clearTimeout(timer); }, []);
  return (
    <div aria-busy="true" className="waiting">
      {Array.from({ length: lines }, (_, i) => <span key={i} className="skeleton" style={{ height: 20, width: `${92 - (i % 3) * 14}%`, marginBottom: 12 }} />)}
      {long && <p className="soft" role="status">{i18n.t('还在读取，网络较慢…')}</p>}
    </div>
  );
}
