import { Injectable, type BeforeApplicationShutdown, type DynamicModule, type OnModuleInit } from '@nestjs/common';
import { Database } from '#platform/database';
import { HouseClock } from './house-clock.js';

const EVERY_MS = 5_000;

/** Sets the clock of the house by the database's: before the process takes anything, and again and again. */
@Injectable()
class TimeKeeper implements OnModuleInit, BeforeApplicationShutdown {
  private timer: NodeJS.Timeout | null = null;

  constructor(private readonly clock: HouseClock, private readonly database: Database) {}

  async onModuleInit(): Promise<void> {
    // A database that is away leaves the clock as it is: it goes on by itself.
    const set = (): Promise<void> => this.clock.setBy(() => this.read()).catch(() => undefined);
    await set();
    this.timer = setInterval(() => void set(), EVERY_MS).unref();
  }

  beforeApplicationShutdown(): void {
    if (this.timer !== null) clearInterval(this.timer);
  }

  private async read(): Promise<Date> {
    const [row] = await this.database.readAsHouse<{ now: Date }>('select clock_timestamp() as now');
    return row!.now;
  }
}

class TimeModule {}

/** The clock of the house, for everybody in this process. */
export function timeModule(): DynamicModule {
  return { module: TimeModule, global: true, providers: [{ provide: HouseClock, useFactory: () => new HouseClock() }, TimeKeeper], exports: [HouseClock] };
}
