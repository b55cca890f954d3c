import { useSyncExternalStore } from 'react';
import { Report } from '../../generated/progress/shop-line.js';
import type { Gateway } from '../../lib/api/gateway.js';
import { useHouse, useViewer } from '../../lib/api/house.js';
import { newKey, oneAtATime } from '../../lib/api/one-at-a-time.js';
import { uploadFile } from '../../lib/api/upload.js';
import { Outbox } from './outbox.js';
import { own, type Outcome, type WaitingReport } from './outbox.policy.js';
import { IndexedShelf } from './outbox-shelf.js';
import { outcomeOf, outcomeOfProblem } from './report-answer.view.js';

const outboxes = new WeakMap<Gateway, Outbox>();

/** The outbox of this page's gateway; opened once, woken by the line and by whoever signs in. */
export function outboxOf(gateway: Gateway): Outbox {
  const known = outboxes.get(gateway);
  if (known) return known;
  const outbox = new Outbox(new IndexedShelf(), {
    deliver: (report, keep) => deliver(gateway, report, keep),
    who: () => whoIs(gateway), online: () => navigator.onLine, alone: (run) => oneAtATime('outbox', run), newKey, roll: Math.random, now: () => Date.now(),
  });
  outboxes.set(gateway, outbox);
  addEventListener('online', () => void outbox.wake());
  gateway.subscribe(() => { if (gateway.session.kind === 'signed') void outbox.wake(); });
  void outbox.open().catch(() => undefined);
  return outbox;
}

function whoIs({ session }: Gateway): string | null {
  return session.kind === 'signed' ? `${session.viewer.user?.id} ${session.viewer.company.id}` : null;
}

/** Photos first, each once, then the report that names them. */
async function deliver(gateway: Gateway, report: WaitingReport, keep: (photo: number, fileId: string) => Promise<void>): Promise<Outcome> {
  try {
    const fileIds: string[] = [];
    for (const [i, { name, bytes, fileId }] of report.photos.entries()) {
      if (fileId !== null) {
        fileIds.push(fileId);
        continue;
      }
      const uploaded = await uploadFile(gateway, { key: `${report.key}.${i}`, purpose: 'PHOTO', name, file: bytes });
      if ('refused' in uploaded) return { kind: 'REFUSED', refused: { message: uploaded.refused, details: [name] } };
      await keep(i, uploaded.fileId);
      fileIds.push(uploaded.fileId);
    }
    const { key, runIds, action, revision, happenedAt, good, scrap, minutes, pauseReason, note } = report;
    const { reportOperation } = await gateway.ask(Report, {
      input: { idempotencyKey: key, runIds: [...runIds], action, revision, happenedAt, good, scrap, minutes, pauseReason, note, fileIds },
    });
    return outcomeOf(reportOperation);
  } catch (problem) {
    return outcomeOfProblem(problem);
  }
}

/** The own reports that wait or were refused, oldest first, and what can be done with them. */
export function useOutbox(): { outbox: Outbox; waiting: readonly WaitingReport[] } {
  const { gateway } = useHouse();
  const viewer = useViewer();
  const outbox = outboxOf(gateway);
  const all = useSyncExternalStore(outbox.subscribe, () => outbox.reports);
  return { outbox, waiting: own(all, `${viewer.user?.id} ${viewer.company.id}`) };
}
