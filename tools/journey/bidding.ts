import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { io, type Socket } from 'socket.io-client';
import { paced } from './document.js';
import { Differs, type Person, type Traveller } from './traveller.js';

interface Money { amountMinor: string }
interface Market { rank: number | null; best: Money | null }
interface LotEvent { lotId: string; seq: number; type: string; rank?: number; alias?: string; best?: Money; market?: Market; extensions?: number; closesAt?: string }
interface Ack {
  ok: boolean; t: string; market?: Market; receipt?: object & { decidedAt: string }; closesAt?: string; seq?: number; kind?: string; events?: LotEvent[];
  refusal?: { code: string; highestAcceptable?: Money; dropPercent?: string; decidedAt?: string; closesAt?: string; message: string }; problem?: { code: string; message: string };
}

/** A bidder must leave two seconds between two bids on one lot. */
const BETWEEN_BIDS_MS = 2_200;
const QUIET_MS = 700;
const HEARD_WITHIN_MS = 5_000;

/** One person in the live room. */
class Seat {
  readonly events: LotEvent[] = [];
  lastSeq = 0;

  private constructor(readonly person: Person, readonly socket: Socket, private readonly lotId: string) {
    socket.on('lot:event', (event: LotEvent) => {
      if (event.lotId !== lotId) return;
      this.events.push(event);
      this.lastSeq = Math.max(this.lastSeq, event.seq);
    });
  }

  static async take(person: Person, url: string, ticket: string, lotId: string): Promise<Seat> {
    const socket = io(url, { path: '/live', transports: ['websocket'], reconnection: false, forceNew: true, auth: { ticket, protocol: 1, locale: 'en' } });
    const seat = new Seat(person, socket, lotId);
    await new Promise<void>((resolve, reject) => {
      socket.once('hello', () => resolve());
      socket.once('connect_error', (error) => reject(new Differs(`${person} cannot enter the live room: ${error.message}`)));
    });
    return seat;
  }

  async send(name: string, payload: object): Promise<Ack> {
    return await this.socket.timeout(10_000).emitWithAck(name, payload) as Ack;
  }

  async resume(lastSeq: number): Promise<Ack> {
    const ack = await this.send('lot:resume', { lotId: this.lotId, lastSeq });
    expect(ack.ok, `${this.person} cannot resume: ${JSON.stringify(ack.problem ?? ack.refusal)}`);
    for (const event of ack.events ?? []) this.events.push(event);
    this.lastSeq = Math.max(this.lastSeq, ack.seq ?? 0);
    return ack;
  }

  async hears(from: number, what: string, fits: (event: LotEvent) => boolean): Promise<LotEvent> {
    for (const end = Date.now() + HEARD_WITHIN_MS; ; await sleep(20)) {
      const found = this.events.slice(from).find(fits);
      if (found) return found;
      if (Date.now() > end) throw new Differs(`${this.person} did not hear ${what}; heard ${this.events.slice(from).map(({ type, seq }) => `${type} #${seq}`).join(', ') || 'nothing'}`);
    }
  }
}

/** Step 18: bidding over the socket, row by row of its table. */
export async function bidding(traveller: Traveller): Promise<void> {
  const { text } = traveller.step(18);
  const row = (letter: string): string => {
    const found = new RegExp(`^\\| ${letter} \\|.*$`, 'm').exec(text)?.[0];
    if (found === undefined) throw new Differs(`The table of step 18 has no row ${letter}.`);
    return found;
  };
  /** The numbers of a row are the document's; this file knows only what the row is about. */
  const number = (letter: string, pattern: RegExp): string => {
    const found = pattern.exec(row(letter))?.[1];
    if (found === undefined) throw new Differs(`Row ${letter} of step 18 does not say what this client looks for: ${pattern}`);
    return found;
  };
  const seconds = (letter: string): number => Number(paced(number(letter, /\{\{(\d+\/\d+)\}\}/), traveller.pace));
  const lotId = traveller.text('lot405');
  const day = (letter: string): string => traveller.fill(`"{{today+${number(letter, /today\+(\d+d)/)}}}"`) as string;

  const enter = async (person: Person): Promise<Seat> => {
    await traveller.go(person, traveller.exchange(17));
    return Seat.take(person, traveller.text('ticket.url'), traveller.text('ticket'), lotId);
  };
  const seats = { lin: await enter('lin'), wang: await enter('wang'), he: await enter('he') };
  const all = (): Seat[] => Object.values(seats);
  try {
    expect((await seats.lin.resume(0)).kind === 'snapshot', 'lin does not get a snapshot');
    await seats.wang.resume(Number(traveller.values.get('wang.seq')));
    await seats.he.resume(Number(traveller.values.get('he.seq')));

    const message = (letter: string, promisedDate: string) => ({
      idempotencyKey: randomUUID(), lotId, termsVersion: 1, promisedDate,
      amount: { amountMinor: number(letter, /M\((\d+)\)/), currency: 'CNY', taxIncluded: true, taxRate: '13' },
    });
    const marks = (): Record<Person, number> => ({ lin: seats.lin.events.length, wang: seats.wang.events.length, he: seats.he.events.length });

    // a
    let mark = marks();
    let ack = await seats.wang.send('bid:place', message('a', day('a')));
    expect(ack.ok && ack.receipt !== undefined && ack.market?.rank === 1, `a: ${JSON.stringify(ack)}`);
    const bid = await seats.lin.hears(mark.lin, 'the bid of a', ({ type, rank }) => type === 'bid' && rank === 1);
    expect(typeof bid.alias === 'string' && !JSON.stringify(bid).includes(traveller.text('wang.company')) && !JSON.stringify(bid).includes('Jianda'), 'a: the buyer learns who bids');
    await seats.he.hears(mark.he, 'the market of a', ({ market }) => market?.best?.amountMinor === number('a', /market\.best` (\d+)/));

    // b
    mark = marks();
    ack = await seats.he.send('bid:place', message('b', day('b')));
    expect(ack.ok && ack.market?.rank === 1, `b: ${JSON.stringify(ack)}`);
    const best = number('b', /`best` (\d+)/);
    await seats.lin.hears(mark.lin, 'the bid of b', ({ type, best: now }) => type === 'bid' && now?.amountMinor === best);
    await seats.wang.hears(mark.wang, 'the market of b', ({ market }) => market?.rank === 2 && market.best?.amountMinor === best);

    // c and d
    await sleep(BETWEEN_BIDS_MS);
    mark = marks();
    ack = await seats.wang.send('bid:place', message('c', day('a')));
    expect(ack.refusal?.code === 'BID_ABOVE_CEILING' && ack.refusal.highestAcceptable?.amountMinor === number('c', /highestAcceptable` (\d+)/), `c: ${JSON.stringify(ack)}`);
    ack = await seats.wang.send('bid:place', message('d', day('a')));
    expect(ack.refusal?.code === 'BID_DROP_UNCONFIRMED' && ack.refusal.dropPercent === number('d', /dropPercent` "([\d.]+)"/), `d: ${JSON.stringify(ack)}`);
    await sleep(QUIET_MS);
    expect(all().every(({ person, events }) => events.length === mark[person]), 'c, d: somebody heard of a bid that was refused');

    // e
    const planned = Date.parse((await closing(traveller)).closesAt);
    await sleep(Math.max(0, planned - seconds('e') * 1_000 - Date.now()));
    mark = marks();
    const last = message('e', day('e'));
    const taken = await seats.wang.send('bid:place', last);
    expect(taken.ok && taken.market?.rank === 1 && taken.receipt !== undefined, `e: ${JSON.stringify(taken)}`);
    const extendedBy = Date.parse(taken.closesAt!) - Date.parse(taken.receipt!.decidedAt);
    expect(extendedBy === Number(paced(number('e', /decidedAt \+ \{\{(\d+\/\d+)\}\} s/), traveller.pace)) * 1_000, `e: closing moved to ${extendedBy} ms after the bid`);
    for (const seat of all()) await seat.hears(mark[seat.person], 'extended', ({ type, extensions }) => type === 'extended' && extensions === 1);

    // f
    await sleep(QUIET_MS);
    mark = marks();
    const again = await seats.wang.send('bid:place', last);
    expect(JSON.stringify(again.receipt) === JSON.stringify(taken.receipt), `f: ${JSON.stringify(again.receipt)} is not ${JSON.stringify(taken.receipt)}`);
    await sleep(QUIET_MS);
    expect(all().every(({ person, events }) => events.length === mark[person]), 'f: somebody heard of a repeat');

    // g
    const { lastSeq } = seats.he;
    const before = new Set(seats.he.events.map(({ seq }) => seq));
    seats.he.socket.disconnect();
    await sleep(seconds('g') * 1_000);
    seats.he = await enter('he');
    const resumed = await seats.he.resume(lastSeq);
    const missed = (resumed.events ?? []).map(({ seq }) => seq);
    expect(resumed.kind === 'events' && missed.every((seq, i) => seq === lastSeq + 1 + i && !before.has(seq)), `g: after ${lastSeq} came ${missed.join(', ')} as ${resumed.kind}`);

    // h
    await sleep(Math.max(0, Date.parse(taken.closesAt!) + 300 - Date.now()));
    ack = await seats.he.send('bid:place', message('h', day('b')));
    expect(ack.refusal?.code === 'LOT_NOT_OPEN' && Date.parse(ack.refusal.decidedAt!) >= Date.parse(ack.refusal.closesAt!), `h: ${JSON.stringify(ack)}`);
    for (const seat of all()) await seat.hears(0, 'closed', ({ type }) => type === 'closed');
  } finally {
    for (const { socket } of all()) socket.disconnect();
  }
}

/** Present closing of the lot as its bidder reads it. */
async function closing(traveller: Traveller): Promise<{ closesAt: string }> {
  const { bidderLot } = await traveller.ask('wang', 'query Closing($id: ID!) { bidderLot(id: $id) { closesAt } }', { id: traveller.text('lot405') });
  return bidderLot as { closesAt: string };
}

function expect(fits: boolean, what: string): void {
  if (!fits) throw new Differs(what);
}
