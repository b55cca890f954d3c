import type { Row } from './report.js';
import type { Stack } from './stack.js';
import type { Trade } from './trade.js';

/** What every bench is given: one stack and one trade for the whole run. */
export interface Ground {
  stack: Stack;
  trade: Trade;
  /** One line for whoever waits. */
  say(text: string): void;
}

export interface Bench {
  name: string;
  /** What it measures, for the list of benches. */
  about: string;
  /** True when it only runs when it is named. */
  slow?: boolean;
  run(ground: Ground): Promise<Row[]>;
}
