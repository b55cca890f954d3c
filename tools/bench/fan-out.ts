import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import WebSocket from 'ws';
import { LiveClient } from '../client/live-client.js';
import type { Bench, Ground } from './bench.js';
import { assertHere, atBoard, manyLive } from './live-crowd.js';
import type { Row } from './report.js';
import { ratios, takesOf, turnByTurn } from './rounds.js';
import { bidOn, unexpected } from './trade.js';

const ROUNDS = 3;
const SOCKETS = 1_000;
const SECONDS = 3;
/** Facts on their way at the same time: so many that the waiting of either side is not what is measured. */
const WINDOW = 16;
const FIRST_PRICE = 100_000_000;
const RULES = { improvementBase: 'OWN_BID', improvementPercent: '0', improvementMinor: '1' };

/** One bid after the other on a lot that a thousand connections watch, against a bare server that sends the same text to as many. */
export const fanOut: Bench = {
  name: 'fanout', about: `bids heard by ${SOCKETS} sockets, against the same texts from a bare WebSocket server`,
  async run(ground) {
    const { stack, trade, say } = ground;
    const sat = await idle(ground);
    const { parts } = await trade.mould();
    const draft = await trade.draft([parts[0]!], 3_600_000, RULES);
    await trade.publish(draft);
    const lotId = (await trade.lots(draft.id)).lots[0]!.id;
    await trade.acceptTerms(lotId);
    const bidders = await Promise.all(trade.shops.map(({ api }) => LiveClient.connect(api)));
    const bare = new Hall();
    const barePort = await stack.beside('bare-ws', resolve(import.meta.dirname, 'bare-ws.js'), {});
    const bareSockets = await bareCrowd(barePort, bare);
    let price = FIRST_PRICE;
    let turn = 0;
    const bid = (house: Hall) => (): void => {
      const socket = bidders[turn++ % bidders.length]!;
      void socket.emit('bid:place', bidOn(lotId, String(price -= 1))).then((ack) => { if (!ack.ok) house.fail(unexpected('bid:place', ack)); }, (error: Error) => house.fail(error));
    };
    // The very text that is heard, so that both sides send the same bytes.
    let text = '';
    const send = (): void => bareSockets[0]!.send(text);
    const against = async (together: boolean): Promise<Row> => {
      const house = new Hall();
      const watchers = await manyLive(trade.buyer, SOCKETS, (heard, count) => house.heard(heard, count), together);
      await atBoard(watchers, draft.id);
      say(`fanout: ${SOCKETS} sockets are seated on either side, facts ${together ? 'gathered' : 'one by one'}`);
      await house.run(bid(house), 1);
      if (!together) text = house.lastText;
      const spent: Record<string, number[]> = { quoting: [], 'bare-ws': [] };
      const clocked = async (name: string, hall: Hall, one: () => void): Promise<number> => {
        const before = stack.cpuMs(name);
        const heard = hall.heardSoFar;
        const rate = await hall.run(one, SECONDS);
        spent[name]!.push((1_000 * ((stack.cpuMs(name) ?? Number.NaN) - (before ?? Number.NaN))) / (hall.heardSoFar - heard));
        return rate;
      };
      const taken = await turnByTurn(ROUNDS, { house: () => clocked('quoting', house, bid(house)), bare: () => clocked('bare-ws', bare, send) });
      assertHere(watchers);
      for (const socket of watchers) socket.close();
      return {
        name: 'fanout', what: `bids to ${SOCKETS} sockets, ${together ? 'gathered as our own pages take them' : 'one by one'}, facts delivered`, values: taken.house, unit: '/s',
        reference: { what: 'bare ws server, the same text one by one', values: taken.bare }, ratios: ratios(taken.house, taken.bare), goal: { of: 'ratio', least: 0.85 },
        note: `${text.length} bytes a fact; ${WINDOW} on their way at the same time; deciding and recording included; processor µs a fact and ear: ${Object.entries(spent).map(([name, us]) => `${name} ${takesOf(us).median.toFixed(1)}`).join(', ')}`,
      };
    };
    try {
      const rows = [sat, await against(false), await against(true)];
      stack.assertWhole();
      return rows;
    } finally {
      for (const socket of bidders) socket.close();
      for (const socket of bareSockets) socket.terminate();
    }
  },
};

/** What connections cost that only sit there: the memory of quoting with and without them, after it has come to rest. */
async function idle({ stack, trade, say }: Ground): Promise<Row> {
  const more = 2_000;
  await sleep(2_000);
  const before = stack.rssMiB('quoting');
  say(`fanout: ${more} sockets sit down and do nothing`);
  const sockets = await manyLive(trade.buyer, more, () => undefined);
  await sleep(3_000);
  const after = stack.rssMiB('quoting');
  assertHere(sockets);
  for (const socket of sockets) socket.close();
  return {
    name: 'fanout', what: `memory of ${more} idle sockets`, values: [before === null || after === null ? Number.NaN : after - before], unit: 'MiB', goal: { of: 'value', most: 256 },
    note: `resident memory of quoting ${before} MiB before, ${after} MiB with them`,
  };
}

async function bareCrowd(port: number, hall: Hall): Promise<WebSocket[]> {
  const sockets: WebSocket[] = [];
  for (let i = 0; i < SOCKETS; i += 1) {
    const socket = new WebSocket(`ws://127.0.0.1:${port}`, { perMessageDeflate: false });
    await new Promise((resolve, reject) => { socket.once('open', resolve); socket.once('error', reject); });
    // Reads as much of a text as the other side does.
    socket.on('message', (data: Buffer) => { if (data.toString('latin1').startsWith('42["lot:event",')) hall.heard('', 1); });
    sockets.push(socket);
  }
  return sockets;
}

/** Everybody who listens on one side: a fact has arrived when all have heard it, then the next is sent. */
class Hall {
  lastText = '';
  private received = 0;

  get heardSoFar(): number {
    return this.received;
  }

  private broken: Error | null = null;
  private next: () => void = () => undefined;

  heard(text: string, count: number): void {
    if (text !== '') this.lastText = text;
    const whole = Math.floor(this.received / SOCKETS);
    this.received += count;
    for (let more = Math.floor(this.received / SOCKETS) - whole; more > 0; more -= 1) this.next();
  }

  fail(error: Error): void {
    this.broken = error;
    this.next();
  }

  /** Facts delivered a second, counting every ear. */
  async run(send: () => void, seconds: number): Promise<number> {
    const startedAt = performance.now();
    const endsAt = startedAt + seconds * 1_000;
    const from = this.received;
    let open = 0;
    await new Promise<void>((resolve, reject) => {
      this.next = () => {
        if (this.broken) { reject(this.broken); return; }
        open -= 1;
        if (performance.now() < endsAt) { open += 1; send(); } else if (open === 0) resolve();
      };
      for (let i = 0; i < WINDOW; i += 1) { open += 1; send(); }
    });
    return (this.received - from) / ((performance.now() - startedAt) / 1_000);
  }
}
