import { useEffect, useState } from 'react';
import { useHouse } from '../../lib/api/house.js';
import type { LiveBus } from '../../lib/live/live-bus.js';

const LOOK_EVERY_MS = 5_000;

/** The server's time by the minute, so that charts are not drawn anew with every tick; this device's while the server's is not known. */
export function useMinute(): number {
  const { live } = useHouse();
  const [minute, setMinute] = useState(() => minuteOf(live));
  useEffect(() => {
    const timer = setInterval(() => setMinute(minuteOf(live)), LOOK_EVERY_MS);
    return () => clearInterval(timer);
  }, [live]);
  return minute;
}

function minuteOf(live: LiveBus): number {
  return Math.floor((live.serverNow() ?? performance.timeOrigin + performance.now()) / 60_000) * 60_000;
}
