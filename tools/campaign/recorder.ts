import type { Canary, EndView, Fault, Frame, History, Operation, Sighting } from './history.js';

const CANARY = /(?<!\d)7\d{11}(?!\d)|KANARI-\d{3}/g;

/** Everything that clients did and were told, in memory until the run is over. */
export class Recorder {
  readonly operations: Operation[] = [];
  readonly frames: Frame[] = [];
  readonly faults: Fault[] = [];
  readonly ends: EndView[] = [];
  private readonly canaries = new Map<string, Canary>();
  private readonly sightings = new Map<string, Sighting>();
  bytes = 0;

  begin(given: Pick<Operation, 'who' | 'f' | 'via' | 'lotId'> & Partial<Operation>): Operation {
    const op: Operation = {
      i: this.operations.length, key: null, amountMinor: null, t0: Date.now(), t1: 0, type: 'info', code: null, said: null, bid: null, confirmed: null, notOpen: null, seen: null, seq: null, closed: false, ...given,
    };
    this.operations.push(op);
    return op;
  }

  end(op: Operation, type: Operation['type'], told: Partial<Operation> = {}): Operation {
    return Object.assign(op, told, { type, t1: Date.now() });
  }

  plant(canary: Canary): void {
    this.canaries.set(canary.canary, canary);
  }

  /** Bytes that somebody received: planted words in them are remembered with the time of their first sight, which is the one that can be too early. */
  hear(who: string, text: string): void {
    this.bytes += text.length;
    for (const [canary] of text.matchAll(CANARY)) this.see(who, canary);
  }

  see(who: string, canary: string, at = Date.now()): void {
    if (!this.canaries.has(canary)) return;
    const name = `${who} ${canary}`;
    if (!this.sightings.has(name)) this.sightings.set(name, { who, canary, at });
  }

  history(buyers: readonly string[]): History {
    // What is still on its way when the run ends has no answer.
    for (const op of this.operations) if (op.t1 === 0) op.t1 = Date.now();
    return { operations: this.operations, frames: this.frames, canaries: [...this.canaries.values()], sightings: [...this.sightings.values()], ends: this.ends, buyers };
  }
}
