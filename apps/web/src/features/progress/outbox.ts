import { afterTry, nextReport, outdated, own, sentAgain, withoutWaiting, type Outcome, type WaitingReport } from './outbox.policy.js';
import type { Shelf } from './outbox-shelf.js';

export interface OutboxWorld<Bytes> {
  /** Tries once; `keep` is told of every photo that has arrived, so that it is not sent again. */
  deliver(report: WaitingReport<Bytes>, keep: (photo: number, fileId: string) => Promise<void>): Promise<Outcome>;
  /** Person and company that are signed in, null for nobody. */
  who(): string | null;
  online(): boolean;
  /** One tab of the browser sends at a time. */
  alone<T>(run: () => Promise<T>): Promise<T>;
  newKey(): string;
  roll(): number;
  now(): number;
}

/** Keeps reports until the server has taken them, and sends them in the order of making. */
export class Outbox<Bytes = Blob> {
  private kept: readonly WaitingReport<Bytes>[] = [];
  private running: Promise<void> | null = null;
  private timer: ReturnType<typeof setTimeout> | null = null;
  private readonly listeners = new Set<() => void>();
  private readonly takenListeners = new Set<(report: WaitingReport<Bytes>) => void>();

  constructor(private readonly shelf: Shelf<Bytes>, private readonly world: OutboxWorld<Bytes>) {}

  /** Everything that is kept, of everybody; the same array until something changes. */
  get reports(): readonly WaitingReport<Bytes>[] {
    return this.kept;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Hears of every report that the server has taken. */
  onTaken(listener: (report: WaitingReport<Bytes>) => void): () => void {
    this.takenListeners.add(listener);
    return () => this.takenListeners.delete(listener);
  }

  /** Reads what an earlier visit left, and goes on with it. */
  async open(): Promise<void> {
    await this.read();
    for (const old of outdated(this.kept, this.world.now())) await this.shelf.remove(old.key);
    await this.read();
    void this.run();
  }

  /** Keeps a report first and then tries to send it. */
  async add(report: Omit<WaitingReport<Bytes>, 'key' | 'who' | 'place' | 'state' | 'tries' | 'notBefore' | 'refused'>): Promise<void> {
    const who = this.world.who();
    if (who === null) throw new Error('Nobody is signed in.');
    await this.read();
    const place = Math.max(0, ...this.kept.map((one) => one.place)) + 1;
    await this.shelf.put({ ...report, key: this.world.newKey(), who, place, state: 'WAITING', tries: 0, notBefore: 0, refused: null });
    await this.read();
    void this.run();
  }

  /** A person decides about a refused report: once more, or never mind. */
  async again(key: string): Promise<void> {
    const report = this.kept.find((one) => one.key === key);
    if (report === undefined) return;
    await this.shelf.put(sentAgain(report, this.world.newKey()));
    await this.drop(key);
  }

  async drop(key: string): Promise<void> {
    await this.shelf.remove(key);
    await this.read();
    void this.run();
  }

  /** The line is back, or somebody signed in. */
  async wake(): Promise<void> {
    await this.read();
    for (const report of this.kept) if (report.notBefore > 0) await this.shelf.put(withoutWaiting(report));
    await this.read();
    void this.run();
  }

  /** Sends what may be sent; one run at a time, whoever asks. */
  run(): Promise<void> {
    this.running ??= this.world.alone(() => this.sendAll()).catch(() => undefined).finally(() => { this.running = null; });
    return this.running;
  }

  private async sendAll(): Promise<void> {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    for (;;) {
      // Another tab may have sent some meanwhile.
      await this.read();
      const who = this.world.who();
      if (who === null || !this.world.online()) return;
      const next = nextReport(this.kept, who, this.world.now());
      if (next.kind === 'NOTHING') return;
      if (next.kind === 'WAIT') {
        this.timer = setTimeout(() => void this.run(), next.ms);
        return;
      }
      let current = next.report;
      const outcome = await this.world.deliver(current, async (photo, fileId) => {
        current = { ...current, photos: current.photos.map((one, i) => (i === photo ? { ...one, fileId } : one)) };
        await this.shelf.put(current);
      });
      const after = afterTry(current, outcome, this.world.now(), this.world.roll());
      if (after === null) await this.shelf.remove(current.key);
      else if (after !== current) await this.shelf.put(after);
      await this.read();
      if (after === null) for (const listener of this.takenListeners) listener(current);
      if (outcome.kind === 'SIGN_IN') return;
    }
  }

  private async read(): Promise<void> {
    const all = await this.shelf.all();
    if (all.length === 0 && this.kept.length === 0) return;
    this.kept = all;
    for (const listener of this.listeners) listener();
  }

  /** Waiting and refused reports of one person, in the order of making. */
  of(who: string): WaitingReport<Bytes>[] {
    return own(this.kept, who);
  }
}
