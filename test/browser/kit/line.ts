import type { Page, WebSocketRoute } from 'playwright-core';

/** The live line of a page in the test's hand: it can be cut, and what comes over it can be held back. Before the page opens. */
export class Line {
  private readonly open = new Set<{ page: WebSocketRoute; server: WebSocketRoute }>();
  private down = false;
  /** Says of a message from the market whether it is lost on the way. */
  loses: (message: string) => boolean = () => false;

  static async of(page: Page): Promise<Line> {
    const line = new Line();
    await page.routeWebSocket(/\/live/, (socket) => line.take(socket));
    return line;
  }

  private take(page: WebSocketRoute): void {
    if (this.down) return void page.close({ code: 1001 });
    const server = page.connectToServer();
    const pair = { page, server };
    this.open.add(pair);
    page.onMessage((message) => server.send(message));
    server.onMessage((message) => { if (!this.loses(String(message))) page.send(message); });
    page.onClose(() => { this.open.delete(pair); void server.close(); });
    server.onClose(() => { this.open.delete(pair); void page.close({ code: 1001 }); });
  }

  /** Nothing gets through any more, and no new line either. */
  async cut(): Promise<void> {
    this.down = true;
    for (const { page, server } of [...this.open]) {
      await page.close({ code: 1001 });
      await server.close();
    }
    this.open.clear();
  }

  mend(): void {
    this.down = false;
  }
}

/** Everything that a page hears of the market and of the API, as text. */
export function recorded(page: Page): { text: () => Promise<string> } {
  const heard: (string | Promise<string>)[] = [];
  page.on('websocket', (socket) => socket.on('framereceived', ({ payload }) => heard.push(String(payload))));
  page.on('response', (response) => { if (response.url().endsWith('/graphql')) heard.push(response.text().catch(() => '')); });
  return { text: async () => (await Promise.all(heard)).join('\n') };
}

export interface LiveStats { state: string; lagMs: number | null; offsetMs: number | null; resumes: number; applied: number; dropped: number; lastSeq: Record<string, number> }

export function stats(page: Page): Promise<LiveStats> {
  return page.evaluate(() => (window as unknown as { __live: { stats(): LiveStats } }).__live.stats());
}
