import { Outbox, type OutboxWorld } from './outbox.js';
import type { Outcome, WaitingReport } from './outbox.policy.js';
import type { Shelf } from './outbox-shelf.js';

type Report = WaitingReport<string>;

class Box implements Shelf<string> {
  readonly kept = new Map<string, Report>();
  all = () => Promise.resolve([...this.kept.values()]);
  put = (report: Report) => { this.kept.set(report.key, structuredClone(report)); return Promise.resolve(); };
  remove = (key: string) => { this.kept.delete(key); return Promise.resolve(); };
}

/** An outbox at a server that answers as told, and what it was sent. */
function at(answers: (report: Report, keep: (photo: number, fileId: string) => Promise<void>) => Outcome | Promise<Outcome>, shelf = new Box()) {
  const sent: Report[] = [];
  const state = { online: true, who: 'usr_1 com_1' as string | null, now: 1_000_000, key: 0 };
  const world: OutboxWorld<string> = {
    deliver: async (report, keep) => { sent.push(report); return answers(report, keep); },
    who: () => state.who, online: () => state.online, alone: (run) => run(), newKey: () => `key-${state.key += 1}`, roll: () => 1, now: () => state.now,
  };
  return { outbox: new Outbox<string>(shelf, world), sent, state, shelf };
}

const made = (runId: string, given: Partial<Report> = {}) => ({
  code: 'ABC', title: 'Insert', process: 'EDM', pieceIds: [`pce ${runId}`], runIds: [runId], action: 'DONE' as const, revision: 'A', happenedAt: new Date(1_000_000).toISOString(),
  good: null, scrap: null, minutes: null, pauseReason: null, note: null, photos: [], ...given,
});

describe('the outbox', () => {
  it('keeps what is made without a line, also over a new visit, and sends it in order when the line is back', async () => {
    const first = at(() => ({ kind: 'TAKEN' }));
    first.state.online = false;
    for (const run of ['r1', 'r2', 'r3']) await first.outbox.add(made(run));
    await first.outbox.run();
    expect(first.sent).toEqual([]);
    const second = at(() => ({ kind: 'TAKEN' }), first.shelf);
    const taken: string[] = [];
    second.outbox.onTaken(({ runIds }) => taken.push(runIds[0]!));
    await second.outbox.open();
    await second.outbox.run();
    expect([second.sent.map(({ runIds }) => runIds[0]), second.sent.map(({ key }) => key), taken, second.shelf.kept.size]).toEqual([['r1', 'r2', 'r3'], ['key-1', 'key-2', 'key-3'], ['r1', 'r2', 'r3'], 0]);
  });

  it('repeats an unanswered report with the same key and does not send a photo twice', async () => {
    let tries = 0;
    const { outbox, sent, state } = at(async (report, keep) => {
      if (report.photos[0]!.fileId === null) await keep(0, 'fil_1');
      tries += 1;
      return tries === 1 ? { kind: 'LATER', afterMs: null } : { kind: 'TAKEN' };
    });
    await outbox.add(made('r1', { photos: [{ name: 'a.jpg', bytes: 'x', fileId: null }] }));
    await outbox.run();
    expect([sent.length, outbox.reports[0]?.photos[0]?.fileId]).toEqual([1, 'fil_1']);
    state.now += 500;
    await outbox.wake();
    await outbox.run();
    expect([sent.map(({ key }) => key), sent[1]!.photos[0]!.fileId, outbox.reports]).toEqual([['key-1', 'key-1'], 'fil_1', []]);
  });

  it('keeps a refused one with its reason, holds what was made after it on the same piece, and goes on when it is dropped', async () => {
    const { outbox, sent } = at(({ runIds }) => (runIds[0] === 'r1' ? { kind: 'REFUSED', refused: { message: 'no', details: ['5'] } } : { kind: 'TAKEN' }));
    await outbox.add(made('r1', { pieceIds: ['p'] }));
    await outbox.run();
    await outbox.add(made('r2', { pieceIds: ['p'] }));
    await outbox.add(made('r3'));
    await outbox.run();
    expect(sent.map(({ runIds }) => runIds[0])).toEqual(['r1', 'r3']);
    expect(outbox.of('usr_1 com_1').map(({ state, refused }) => [state, refused?.details[0]])).toEqual([['REFUSED', '5'], ['WAITING', undefined]]);
    await outbox.drop('key-1');
    await outbox.run();
    expect(sent.map(({ runIds }) => runIds[0])).toEqual(['r1', 'r3', 'r2']);
  });

  it('sends a refused one again under a new key', async () => {
    let no = true;
    const { outbox, sent } = at(() => (no ? { kind: 'REFUSED', refused: { message: 'no', details: [] } } : { kind: 'TAKEN' }));
    await outbox.add(made('r1'));
    await outbox.run();
    no = false;
    await outbox.again('key-1');
    await outbox.run();
    expect([sent.map(({ key }) => key), outbox.reports]).toEqual([['key-1', 'key-2'], []]);
  });

  it('waits for whoever made it to sign in again', async () => {
    const { outbox, sent, state } = at(() => ({ kind: state.who === 'usr_1 com_1' && sent.length === 1 ? 'SIGN_IN' : 'TAKEN' }));
    await outbox.add(made('r1'));
    await outbox.run();
    state.who = 'usr_2 com_1';
    await outbox.wake();
    await outbox.run();
    expect(sent).toHaveLength(1);
    state.who = 'usr_1 com_1';
    await outbox.wake();
    await outbox.run();
    expect([sent.length, outbox.reports]).toEqual([2, []]);
  });
});
