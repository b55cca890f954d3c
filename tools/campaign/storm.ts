import { setTimeout as sleep } from 'node:timers/promises';
import type { Fault, ProcessName } from './history.js';
import type { House } from './house.js';
import type { Recorder } from './recorder.js';

/** How much is to be done to the house. */
export interface Plan { readonly kills: number; readonly crashes: number; readonly pauses: number; readonly cuts: number; readonly halfOpen: number; readonly stalls: number; readonly duplicates: number; readonly fullDisks: number; readonly pauseMs: readonly [least: number, most: number] }

/** What takes a process or the database away comes alone, or nothing is ever up; all else goes on beside it. */
interface Trouble { readonly heavy: boolean; begin(): Promise<void> }
const PROCESSES: readonly ProcessName[] = ['quoting', 'quoting-b', 'gateway', 'order'];
/** Of any process, slow and fast: no calendar clock but the database's decides about anything. */
const SKEWS = [0, 0, -300_000, -60_000, 60_000, 300_000];

/** Does to the house what the plan says, in an order that `dice` gives. */
export class Storm {
  left: number;
  /** Processes are killed in turn: one that dies young again and again is given ever longer pauses by its supervisor. */
  private killed = 0;
  private readonly troubles: Trouble[];
  private readonly going = new Set<Promise<void>>();

  constructor(private readonly house: House, private readonly recorder: Recorder, private readonly plan: Plan, private readonly dice: () => number) {
    const times = (n: number, heavy: boolean, begin: (i: number) => Promise<void>): Trouble[] => Array.from({ length: n }, (_, i) => ({ heavy, begin: () => begin(i) }));
    this.troubles = this.shuffled([
      ...times(plan.kills, true, () => this.kill(PROCESSES[this.killed++ % PROCESSES.length]!)), ...times(plan.crashes, true, (i) => this.crash(i)),
      ...times(plan.pauses, true, (i) => this.pause(PROCESSES[i % PROCESSES.length]!)), ...times(plan.cuts, false, (i) => this.cut(i)),
      ...times(plan.halfOpen, false, (i) => this.halfOpen(i)), ...times(plan.stalls, false, (i) => this.stall(i)), ...times(house.disk === null ? 0 : plan.fullDisks, true, () => this.fillDisk()), ...times(plan.duplicates, false, () => this.repeatPost()),
    ]);
    this.left = this.troubles.length;
  }

  /** How much of the plan is done, 0 to 1. */
  get done(): number {
    return 1 - this.left / Math.max(1, this.troubles.length);
  }

  async rage(betweenMs: () => number): Promise<void> {
    for (const trouble of this.troubles) {
      await sleep(betweenMs());
      const work = trouble.begin().catch(() => undefined).finally(() => { this.left -= 1; this.going.delete(work); });
      this.going.add(work);
      if (trouble.heavy) await work;
    }
    await Promise.all(this.going);
  }

  /** Asks each process to leave, one after the other, just when much has been asked of it. */
  async roll(burst: () => void): Promise<void> {
    for (const target of PROCESSES) {
      await sleep(1_500);
      burst();
      await sleep(80);
      await this.doing('drain', target, () => this.house.signal(target, 'SIGTERM'), () => this.backAgain(target));
    }
  }

  private async kill(target: ProcessName): Promise<void> {
    await this.house.ready(target);
    this.skew(target, SKEWS[Math.floor(this.dice() * SKEWS.length)]!);
    await this.doing('kill', target, () => this.house.kill(target), () => this.backAgain(target));
  }

  private async backAgain(target: ProcessName): Promise<void> {
    for (const until = Date.now() + 20_000; Date.now() < until && await this.house.isReady(target); await sleep(30));
    await this.house.ready(target);
  }

  private skew(target: ProcessName, ms: number): void {
    this.house.skew(target, ms);
    if (ms !== 0) this.recorder.faults.push({ kind: 'skew', target, t0: Date.now(), t1: Date.now() + 1_000 });
  }

  private async crash(i: number): Promise<void> {
    await this.house.databaseIsBack();
    await this.doing('crash', 'postgres', () => this.house.crash(i % 3 === 2 ? 'SIGKILL' : 'SIGQUIT'), async () => {
      await sleep(150);
      await this.house.databaseIsBack();
      await Promise.all(PROCESSES.map((name) => this.house.ready(name)));
    });
  }

  /** For some seconds nothing more can be written anywhere by the database; it refuses, or stops and cannot start. */
  private async fillDisk(): Promise<void> {
    await this.house.databaseIsBack();
    const filled = async (): Promise<boolean> => {
      if (!this.house.disk!.fill()) return false;
      for (const until = Date.now() + 2_000; Date.now() < until; await sleep(50)) if (await this.house.hasNoRoom()) return true;
      return !this.house.disk!.empty();
    };
    await this.doing('disk-full', 'postgres', filled, async () => {
      await sleep(2_000 + this.dice() * 3_000);
      this.house.disk!.empty();
      await this.house.databaseIsBack();
      await Promise.all(PROCESSES.map((name) => this.house.ready(name)));
    });
  }

  private async pause(target: ProcessName): Promise<void> {
    await this.house.ready(target);
    const [least, most] = this.plan.pauseMs;
    await this.doing('pause', target, () => this.house.signal(target, 'SIGSTOP'), async () => {
      await sleep(least + this.dice() * (most - least));
      this.house.signal(target, 'SIGCONT');
      await this.house.ready(target);
    });
  }

  private async cut(i: number): Promise<void> {
    await this.doing('cut', 'proxy', () => this.proxy(i).cut(0.5 + this.dice() / 2) > 0, () => sleep(300));
  }

  private async halfOpen(i: number): Promise<void> {
    await this.doing('half-open', 'proxy', () => this.proxy(i).halfOpen(0.4, 4_000) > 0, () => sleep(4_000));
  }

  private async stall(i: number): Promise<void> {
    await this.doing('stall', 'proxy', () => this.house.proxies[i % 2 === 0 ? 'quoting' : 'quoting-b'].stall(0.3, 8_000) > 0, () => sleep(8_000));
  }

  /** Letters that were delivered come again, old ones after new ones. */
  private async repeatPost(): Promise<void> {
    await this.doing('duplicate-post', 'post', async () => (await this.house.owner.query(
      'update post.deliveries set done_at = null, due_at = clock_timestamp(), attempts = 0 where (event_id, consumer) in (select event_id, consumer from post.deliveries where done_at is not null order by random() limit 60)',
    )).rowCount! > 0, () => sleep(500));
  }

  private proxy(i: number): House['proxies']['gateway'] {
    return this.house.proxies[(['gateway', 'quoting', 'quoting-b'] as const)[i % 3]!];
  }

  private async doing(kind: Fault['kind'], target: Fault['target'], act: () => boolean | Promise<boolean>, over: () => Promise<void>): Promise<void> {
    const fault: Fault = { kind, target, t0: Date.now(), t1: null };
    if (!(await act())) return;
    this.recorder.faults.push(fault);
    await over();
    fault.t1 = Date.now();
  }

  private shuffled(all: Trouble[]): Trouble[] {
    for (let i = all.length - 1; i > 0; i -= 1) {
      const j = Math.floor(this.dice() * (i + 1));
      [all[i], all[j]] = [all[j]!, all[i]!];
    }
    return all;
  }
}
