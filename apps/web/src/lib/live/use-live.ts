import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import type { CompanyEvent } from '#contracts/live.protocol';
import { useHouse } from '../api/house.js';
import type { LotRecord } from './lot-record.view.js';
import type { LiveStats } from './live-bus.js';

/** One lot, live; the component is rendered anew when what the selector gives changes, at most once per frame. */
export function useLot<T>(lotId: string, select: (lot: LotRecord) => T): T | undefined {
  const { live } = useHouse();
  return useSyncExternalStore(
    useCallback((listener) => live.lots.subscribe(lotId, listener), [live, lotId]),
    () => { const lot = live.lots.get(lotId); return lot && select(lot); },
  );
}

/** Counts frames in which one of these lots changed, for numbers over many lots. */
export function useLotsVersion(lotIds: ReadonlySet<string>): number {
  const { live } = useHouse();
  const [version, setVersion] = useState(0);
  useEffect(() => live.lots.watch((changed) => { for (const id of changed) if (lotIds.has(id)) return setVersion((n) => n + 1); }), [live, lotIds]);
  return version;
}

/** How the line stands, read when it tells and once a second. */
export function useLine(): LiveStats {
  const { live } = useHouse();
  const [stats, setStats] = useState(() => live.stats);
  useEffect(() => {
    const read = () => setStats((before) => { const now = live.stats; return same(before, now) ? before : now; });
    const timer = setInterval(read, 1_000);
    const stop = live.subscribe(read);
    return () => { clearInterval(timer); stop(); };
  }, [live]);
  return stats;
}

function same(a: LiveStats, b: LiveStats): boolean {
  return a.state === b.state && a.lagMs === b.lagMs && a.offsetMs === b.offsetMs && a.stale === b.stale;
}

/** Server time, four times a second, ten times below ten seconds; null while it is not known. */
export function useServerNow(until: string | null): number | null {
  const { live } = useHouse();
  const [now, setNow] = useState(() => live.serverNow());
  const end = until === null ? null : Date.parse(until);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    const tick = () => {
      const at = live.serverNow();
      setNow(at);
      const left = at === null || end === null ? Infinity : end - at;
      timer = setTimeout(tick, left > 0 && left < 10_000 ? 100 : 250);
    };
    tick();
    return () => clearTimeout(timer);
  }, [live, end]);
  return now;
}

/** Hears the company's thin news while the page is open. */
export function useCompanyNews(listener: (event: CompanyEvent | 'RESET') => void): void {
  const { live } = useHouse();
  const latest = useRef(listener);
  latest.current = listener;
  useEffect(() => live.onCompany((event) => latest.current(event)), [live]);
}

/** Looks again when news of this kind comes, at most once in a while however many come together; the last of them is never lost. */
export function useLookAgain(wanted: (event: CompanyEvent) => boolean, look: () => void, everyMs = 1_000): void {
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  const latest = useRef(look);
  latest.current = look;
  useEffect(() => () => { if (timer.current !== null) clearTimeout(timer.current); }, []);
  useCompanyNews((event) => {
    if (timer.current !== null || (event !== 'RESET' && !wanted(event))) return;
    timer.current = setTimeout(() => { timer.current = null; latest.current(); }, everyMs);
  });
}
