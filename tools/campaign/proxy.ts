import { connect, createServer, type Server, type Socket } from 'node:net';

interface Pair { readonly client: Socket; readonly server: Socket }

/** Stands between clients and one port: passes bytes on, until it is told to cut, to say nothing any more, or to be slow. */
export class Proxy {
  private readonly pairs = new Set<Pair>();

  private constructor(private readonly listener: Server, readonly port: number) {}

  static open(target: number): Promise<Proxy> {
    return new Promise((resolve, reject) => {
      const listener = createServer({ allowHalfOpen: false });
      listener.once('error', reject);
      listener.listen(0, '127.0.0.1', () => {
        const proxy = new Proxy(listener, (listener.address() as { port: number }).port);
        listener.on('connection', (client) => proxy.join(client, target));
        resolve(proxy);
      });
    });
  }

  private join(client: Socket, target: number): void {
    const server = connect({ port: target, host: '127.0.0.1', noDelay: true });
    const pair = { client, server };
    this.pairs.add(pair);
    const over = (): void => { this.pairs.delete(pair); client.destroy(); server.destroy(); };
    for (const [from, to] of [[client, server], [server, client]] as const) {
      from.on('data', (chunk) => { if (!to.write(chunk)) { from.pause(); to.once('drain', () => from.resume()); } });
      from.on('error', over);
      from.on('close', over);
    }
  }

  /** Cuts this share of the connections, both ends at once. Returns how many. */
  cut(share: number): number {
    return this.some(share, ({ client, server }) => { client.resetAndDestroy(); server.resetAndDestroy(); });
  }

  /** Both ends of these connections stay open and hear nothing any more; after a while they are cut. */
  halfOpen(share: number, forMs: number): number {
    return this.some(share, (pair) => {
      for (const end of [pair.client, pair.server]) { end.removeAllListeners('data'); end.resume(); }
      setTimeout(() => { pair.client.destroy(); pair.server.destroy(); }, forMs).unref();
    });
  }

  /** These clients read nothing for a while. */
  stall(share: number, forMs: number): number {
    return this.some(share, ({ server }) => {
      server.pause();
      setTimeout(() => server.resume(), forMs).unref();
    });
  }

  close(): Promise<void> {
    this.cut(1);
    return new Promise((resolve) => { this.listener.close(() => resolve()); });
  }

  private some(share: number, act: (pair: Pair) => void): number {
    const all = [...this.pairs];
    const chosen = all.filter((_, i) => share >= 1 || (i * 7_919) % 100 < share * 100);
    for (const pair of chosen.length > 0 ? chosen : all.slice(0, 1)) act(pair);
    return Math.max(chosen.length, Math.min(1, all.length));
  }
}
