import { connect, type Socket } from 'node:net';

export interface Load {
  perSecond: number;
  /** Milliseconds from sending to the last byte, one per request. */
  latencies: number[];
}

export interface Wish {
  port: number;
  method: 'GET' | 'POST';
  path: string;
  headers?: Readonly<Record<string, string>>;
  body?: string;
}

/**
 * Asks the same thing over and over on several kept connections, each with the next request as soon as the last answer is whole.
 * Reads no more of an answer than its length, so that little of the machine goes to the client. Any answer but 200 ends it.
 */
export async function closedLoop(wish: Wish, connections: number, forMs: number): Promise<Load> {
  const request = requestOf(wish);
  const startedAt = performance.now();
  const latencies: number[] = [];
  await Promise.all(Array.from({ length: connections }, () => oneConnection(wish.port, request, startedAt + forMs, latencies)));
  return { perSecond: latencies.length / ((performance.now() - startedAt) / 1_000), latencies };
}

function requestOf({ method, path, headers = {}, body = '' }: Wish): Buffer {
  const lines = [`${method} ${path} HTTP/1.1`, 'host: 127.0.0.1', ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`), `content-length: ${Buffer.byteLength(body)}`];
  return Buffer.from(`${lines.join('\r\n')}\r\n\r\n${body}`);
}

function oneConnection(port: number, request: Buffer, endsAt: number, latencies: number[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket: Socket = connect({ host: '127.0.0.1', port, noDelay: true });
    let sentAt = 0;
    let head = '';
    /** Bytes of the body still to come; null while the head is being read. */
    let missing: number | null = null;
    const send = (): void => {
      sentAt = performance.now();
      head = '';
      missing = null;
      socket.write(request);
    };
    socket.on('connect', send);
    socket.on('error', reject);
    socket.on('close', () => reject(new Error('The server closed a connection in the middle.')));
    socket.on('data', (chunk) => {
      if (missing === null) {
        head += chunk.toString('latin1');
        const end = head.indexOf('\r\n\r\n');
        if (end < 0) return;
        const length = /\r\ncontent-length: (\d+)/i.exec(head.slice(0, end));
        if (!head.startsWith('HTTP/1.1 200 ') || !length) {
          reject(new Error(`An answer that does not fit: ${head.slice(0, 600)}`));
          socket.destroy();
          return;
        }
        missing = Number(length[1]) - (head.length - end - 4);
      } else missing -= chunk.length;
      if (missing > 0) return;
      latencies.push(performance.now() - sentAt);
      if (performance.now() < endsAt) send();
      else {
        socket.removeAllListeners('close');
        socket.end();
        resolve();
      }
    });
  });
}
