import WebSocket from 'ws';

/** What one socket heard: facts of lots, in the order in which they came, as text. */
export type Hears = (facts: string, count: number) => void;

const ONE = '42["lot:event",';
const SEVERAL = '42["lot:events",';

/**
 * A connection to /live that speaks just enough of socket.io to sit down, and reads no more of a frame than it must: so that a thousand of them
 * leave the machine to the server that is measured.
 */
export class RawLive {
  private readonly acks = new Map<number, (answer: unknown) => void>();
  private next = 0;
  ended = false;

  private constructor(private readonly socket: WebSocket, private hears: Hears) {}

  static connect(url: string, auth: object, hears: Hears): Promise<RawLive> {
    const socket = new WebSocket(`${url.replace(/^http/, 'ws')}/live/?EIO=4&transport=websocket`, { perMessageDeflate: false });
    const live = new RawLive(socket, hears);
    return new Promise((resolve, reject) => {
      socket.on('error', reject);
      socket.on('close', () => { live.ended = true; reject(new Error('The connection was closed.')); });
      socket.on('message', (data: Buffer) => {
        const text = data.toString('latin1');
        if (text.startsWith(ONE)) live.hears(text, 1);
        else if (text.startsWith(SEVERAL)) live.hears(text, text.split('"seq":').length - 1);
        else if (text === '2') socket.send('3');
        else if (text.startsWith('0{')) socket.send(`40${JSON.stringify(auth)}`);
        else if (text.startsWith('44')) reject(new Error(`refused: ${text.slice(0, 300)}`));
        else if (text.startsWith('42["hello"')) resolve(live);
        else if (text.startsWith('43')) live.answered(data.toString('utf8'));
      });
    });
  }

  ask(name: string, message: object): Promise<unknown> {
    const id = this.next++;
    this.socket.send(`42${id}${JSON.stringify([name, message])}`);
    return new Promise((resolve) => this.acks.set(id, resolve));
  }

  hear(hears: Hears): void {
    this.hears = hears;
  }

  close(): void {
    this.socket.removeAllListeners('close');
    this.socket.terminate();
  }

  private answered(text: string): void {
    const [, id, body] = /^43(\d+)(.*)$/s.exec(text) ?? [];
    const [answer] = JSON.parse(body ?? '[]') as [unknown];
    this.acks.get(Number(id))?.(answer);
    this.acks.delete(Number(id));
  }
}
