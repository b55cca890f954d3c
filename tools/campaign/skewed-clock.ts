// Loaded before a process of the campaign: its clock is wrong by as many milliseconds as the file says at its birth. The database's is right.
import { readFileSync } from 'node:fs';
import '../start/leave-with-parent.js';

function readSkew(): number {
  try {
    return Number(readFileSync(process.env.CAMPAIGN_SKEW_FILE ?? '', 'utf8')) || 0;
  } catch {
    return 0;
  }
}

const skew = readSkew();
if (skew !== 0) {
  const RealDate = Date;
  const now = (): number => RealDate.now() + skew;
  globalThis.Date = new Proxy(RealDate, {
    construct: (target, given: unknown[], as) => Reflect.construct(target, given.length === 0 ? [now()] : given, as) as object,
    apply: () => new RealDate(now()).toString(),
    get: (target, name, as) => (name === 'now' ? now : Reflect.get(target, name, as) as unknown),
  });
}
