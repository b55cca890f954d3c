import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import pg from 'pg';
import { Database, type Tx } from '#platform/database';
import { Logger } from '#platform/observability';

const CHANNEL = /^[a-z][a-z0-9_]{0,62}$/;
/** PostgreSQL takes just under 8,000 bytes. */
const LONGEST_PAYLOAD = 7_900;
const HEARTBEAT_MS = 10_000;
const HEARTBEAT_PATIENCE_MS = 5_000;
const LONGEST_PAUSE_MS = 5_000;

interface Listener {
  hear(payload: string): void;
  /** Rings may have been missed. */
  gap(): void;
}

/**
 * Wakes other processes: a ring inside a transaction is heard by everybody after its commit, and never if it fails.
 * Rings carry ids only and may be lost while the connection is down, so a listener that keeps something also takes `onGap`.
 */
@Injectable()
export class Bell implements OnModuleDestroy {
  private readonly listeners = new Map<string, Listener[]>();
  private client: pg.Client | null = null;
  private running: Promise<void> | null = null;
  private stopped = false;
  private wakeUp: (() => void) | null = null;

  constructor(private readonly database: Database, private readonly logger: Logger) {}

  /** Rings on a channel when the transaction commits. The payload is an id or a few, at most 7,900 bytes. */
  async ring(tx: Tx, channel: string, payload: string): Promise<void> {
    assertChannel(channel);
    if (Buffer.byteLength(payload) > LONGEST_PAYLOAD) throw new RangeError(`A ring carries at most ${LONGEST_PAYLOAD} bytes; send ids.`);
    await tx.query('select pg_notify($1, $2)', [channel, payload]);
  }

  /**
   * Hears a channel until the process stops. `onGap` is called each time listening begins, at first and after a lost
   * connection: whatever was kept from rings must then be read anew.
   */
  on(channel: string, listener: (payload: string) => void, onGap: () => void = () => undefined): void {
    assertChannel(channel);
    const known = this.listeners.get(channel) ?? [];
    this.listeners.set(channel, [...known, { hear: listener, gap: onGap }]);
    if (this.running === null) this.running = this.listen();
    else if (this.client !== null) {
      if (known.length > 0) this.safely(onGap);
      else void this.client.query(`listen ${channel}`).then(() => this.safely(onGap), () => this.client?.end().catch(() => undefined));
    }
  }

  async onModuleDestroy(): Promise<void> {
    this.stopped = true;
    this.wakeUp?.();
    await this.running;
  }

  /** Connects, listens until the connection is lost, and again. */
  private async listen(): Promise<void> {
    for (let pause = 100; !this.stopped; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
      try {
        await this.listenOnce(() => { pause = 50; });
      } catch (error) {
        if (!this.stopped) this.logger.warn('The bell has no connection; it tries again.', error as Error, 'Bell');
      }
      if (!this.stopped) await this.pause(pause);
    }
  }

  private async listenOnce(onConnected: () => void): Promise<void> {
    // What a pool takes besides: its own limits mean nothing to one connection, and the statement limits are too long for a heartbeat.
    const client = new pg.Client({ ...this.database.pool.options, keepAlive: true, connectionTimeoutMillis: HEARTBEAT_PATIENCE_MS, query_timeout: HEARTBEAT_PATIENCE_MS });
    const lost = new Promise<Error | null>((resolve) => {
      client.on('error', (error) => resolve(error));
      client.on('end', () => resolve(null));
    });
    client.on('notification', ({ channel, payload }) => {
      for (const listener of this.listeners.get(channel) ?? []) this.safely(() => listener.hear(payload ?? ''));
    });
    try {
      await client.connect();
      for (const channel of this.listeners.keys()) await client.query(`listen ${channel}`);
      this.client = client;
      onConnected();
      for (const listener of [...this.listeners.values()].flat()) this.safely(() => listener.gap());
      await this.untilLost(client, lost);
    } finally {
      this.client = null;
      client.removeAllListeners('notification');
      await Promise.race([client.end().catch(() => undefined), this.shortly()]);
      destroySocket(client);
    }
  }

  /** A connection can die without a word, so it is asked now and then. */
  private async untilLost(client: pg.Client, lost: Promise<Error | null>): Promise<void> {
    while (!this.stopped) {
      const ended = await Promise.race([lost.then((error) => ({ error })), this.pause(HEARTBEAT_MS).then(() => null)]);
      if (ended !== null) {
        this.wakeUp?.();
        if (!this.stopped) this.logger.warn('The bell lost its connection.', ended.error ?? {}, 'Bell');
        return;
      }
      if (!this.stopped) await client.query('select 1');
    }
  }

  private pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.wakeUp = () => { clearTimeout(timer); resolve(); };
    });
  }

  private shortly(): Promise<void> {
    return new Promise((resolve) => { setTimeout(resolve, 1_000).unref(); });
  }

  private safely(act: () => void): void {
    try {
      act();
    } catch (error) {
      this.logger.error('A listener of the bell failed.', error as Error, 'Bell');
    }
  }
}

function destroySocket(client: pg.Client): void {
  (client as unknown as { connection?: { stream?: { destroy(): void } } }).connection?.stream?.destroy();
}

function assertChannel(channel: string): void {
  if (!CHANNEL.test(channel)) throw new Error(`Not a channel name: ${channel}`);
}
