import { randomBytes, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { differences, fill, type Exchange, type Pace, type Step, type Values } from './document.js';

export type Person = 'lin' | 'wang' | 'he';

/** Something did not happen as the journey says. */
export class Differs extends Error {}

const UNTIL_MS = 10_000;

/** Walks the journey against one deployment, knowing nothing but its address and the document. */
export class Traveller {
  readonly values: Values = new Map<string, unknown>([['run', `${Date.now().toString(36)}${randomBytes(3).toString('hex')}`]]);

  constructor(readonly url: string, readonly pace: Pace, private readonly steps: Map<number, Step>) {}

  step(number: number): Step {
    const step = this.steps.get(number);
    if (step === undefined) throw new Differs(`The journey has no step ${number}.`);
    return step;
  }

  exchange(number: number, place = 0): Exchange {
    const exchange = this.step(number).exchanges[place];
    if (exchange === undefined) throw new Differs(`Step ${number} has no ${place + 1}. document.`);
    return exchange;
  }

  /**
   * Carries out one exchange as a person and holds the answer to what is expected. `change` edits variables and expectation as written,
   * where the journey says "the same for"; `until` repeats what only reads for up to ten seconds.
   */
  async go(person: Person | null, exchange: Exchange, options: { change?: (text: string) => string; variables?: object; expect?: object; until?: boolean; within?: number } = {}): Promise<Record<string, unknown>> {
    const change = options.change ?? ((text: string) => text);
    const until = Date.now() + (options.until ? options.within ?? UNTIL_MS : 0);
    for (;;) {
      const variables = options.variables === undefined ? this.fill(change(exchange.variables)) : this.fill(JSON.stringify(options.variables));
      const data = await this.ask(person, exchange.document, variables);
      const saved: [string, unknown][] = [];
      const expected = this.fill(options.expect === undefined ? change(exchange.expect) : JSON.stringify(options.expect));
      const wrong = differences(expected, data, (name, value) => saved.push([name, value]));
      if (wrong.length === 0) {
        for (const [name, value] of saved) this.values.set(name, value);
        return data;
      }
      if (Date.now() >= until) throw new Differs(`${wrong.slice(0, 4).join('; ')}${wrong.length > 4 ? ` and ${wrong.length - 4} more` : ''}${said(data)}`);
      await sleep(250);
    }
  }

  fill(json: string): unknown {
    return fill(json, this.values, this.pace, randomUUID);
  }

  text(name: string): string {
    return String(this.values.get(name));
  }

  async ask(person: Person | null, query: string, variables: unknown): Promise<Record<string, unknown>> {
    const token = person === null ? undefined : this.values.get(`${person}.token`);
    const response = await fetch(`${this.url}/graphql`, {
      method: 'POST', signal: AbortSignal.timeout(30_000),
      headers: { 'content-type': 'application/json', 'accept-language': 'en', ...(typeof token === 'string' ? { authorization: `Bearer ${token}` } : {}) },
      body: JSON.stringify({ query, variables }),
    });
    const answer = await response.json() as { data?: Record<string, unknown>; errors?: { message: string; extensions?: { code?: string; requestId?: string } }[] };
    const [problem] = answer.errors ?? [];
    if (problem) throw new Differs(`${problem.extensions?.code ?? response.status}: ${problem.message} (${problem.extensions?.requestId ?? 'no request id'})`);
    return answer.data ?? {};
  }
}

/** What a refusal had to say. */
function said(data: Record<string, unknown>): string {
  const [answer] = Object.values(data) as ({ message?: string } | null)[];
  return typeof answer?.message === 'string' ? `: ${answer.message}` : '';
}
