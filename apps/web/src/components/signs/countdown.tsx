import { useEffect, useRef, useState } from 'react';
import { countdownText } from '../../lib/format/format.view.js';
import { useServerNow } from '../../lib/live/use-live.js';
import { useWords } from '../../lib/words/use-words.js';

/** Time left by the server's clock; says so while it does not know it. Silent for screen readers: `SpokenCountdown` speaks. */
export function Countdown({ until, className = '' }: { until: string; className?: string }) {
  const { i18n, language } = useWords();
  const now = useServerNow(until);
  return <span role="timer" className={`num ${className}`}>{now === null ? i18n.t('校时中') : countdownText(Date.parse(until) - now, language)}</span>;
}

const MARKS = [600, 180, 60, 30, 10];

/** Says the time left at ten, three and one minutes, thirty and ten seconds, and every new closing. */
export function SpokenCountdown({ until }: { until: string }) {
  const { i18n, language } = useWords();
  const now = useServerNow(until);
  const [said, setSaid] = useState('');
  const last = useRef<number | null>(null);
  const left = now === null ? null : Math.ceil((Date.parse(until) - now) / 1_000);
  useEffect(() => {
    if (left === null) return;
    const before = last.current;
    last.current = left;
    if (before === null) return;
    const mark = MARKS.find((second) => before > second && left <= second);
    if (mark !== undefined) setSaid(i18n.t('还剩 {time}', { time: countdownText(mark * 1_000, language) }));
    else if (left > before + 2) setSaid(i18n.t('截标延长，还剩 {time}', { time: countdownText(left * 1_000, language) }));
  }, [left, i18n, language]);
  return <span className="unseen" aria-live="polite">{said}</span>;
}
