/** One fenced block of the journey. */
interface Block { kind: 'graphql' | 'variables' | 'expect' | 'csv'; text: string }

/** What a step asks and expects, as written. */
export interface Exchange { document: string; variables: string; expect: string }

/** One numbered step. */
export interface Step { number: number; title: string; text: string; exchanges: Exchange[]; csv: string | null }

const FENCE = /```(graphql|json variables|json expect|csv)\n([\s\S]*?)```/g;

/** Reads the journey: every numbered heading with the documents, variables and expectations below it, in their order. */
export function readJourney(markdown: string): Map<number, Step> {
  const steps = new Map<number, Step>();
  for (const section of markdown.split(/^### /m).slice(1)) {
    const heading = /^(\d+)\. (.*)\n/.exec(section);
    if (!heading) continue;
    const blocks = [...section.matchAll(FENCE)].map(([, kind, text]): Block => ({ kind: kind!.replace('json ', '') as Block['kind'], text: text! }));
    const exchanges: Exchange[] = [];
    for (const { kind, text } of blocks) {
      if (kind === 'graphql') exchanges.push({ document: text, variables: '{}', expect: '{}' });
      const last = exchanges.at(-1);
      if (kind === 'variables' && last) last.variables = text;
      if (kind === 'expect' && last) last.expect = text;
    }
    const number = Number(heading[1]);
    steps.set(number, { number, title: heading[2]!.trim(), text: section, exchanges, csv: blocks.find(({ kind }) => kind === 'csv')?.text ?? null });
  }
  return steps;
}

export type Pace = 'fast' | 'real';
export type Values = Map<string, unknown>;

const UNITS: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** The first value for people, the second for a run that does not want to wait. */
export function paced(text: string, pace: Pace): string {
  const [real, fast] = text.split('/');
  return pace === 'fast' && fast !== undefined ? fast : real!;
}

/** Puts values in the places of a JSON text. A place that is a whole string takes the value's own type. */
export function fill(json: string, values: Values, pace: Pace, newKey: () => string, now: Date = new Date()): unknown {
  const valueOf = (place: string): unknown => {
    if (place === 'key') return newKey();
    const [name = '', ...fast] = place.split('/');
    if (/^\d+$/.test(name)) return Number(paced(place, pace));
    const time = /^(now|today)(?:\+(\d+)([smhd]))?$/.exec(name);
    if (time) {
      const pick = pace === 'fast' && fast[0] !== undefined ? /^(\d+)([smhd])$/.exec(fast[0])! : time.slice(1);
      const ms = pick[1] === undefined ? 0 : Number(pick[1]) * UNITS[pick[2]!]!;
      const at = new Date(now.getTime() + ms).toISOString();
      return time[1] === 'now' ? at : at.slice(0, 10);
    }
    if (!values.has(name)) throw new Error(`{{${name}}} has not been saved by any step before.`);
    return values.get(name);
  };
  return JSON.parse(json, (_key, value: unknown) => {
    if (typeof value !== 'string') return value;
    const whole = /^\{\{([^{}]+)\}\}$/.exec(value);
    if (whole) return valueOf(whole[1]!);
    return value.replaceAll(/\{\{([^{}]+)\}\}/g, (_all, place: string) => String(valueOf(place)));
  });
}

/** Every written element stands somewhere behind the one before it; what stands between them was not written. */
function inOrder(expected: readonly unknown[], actual: readonly unknown[], save: (name: string, value: unknown) => void, path: string): string[] {
  let place = 0;
  for (const element of expected) {
    const from = place;
    const kept: [string, unknown][] = [];
    const fits = (value: unknown): boolean => {
      kept.length = 0;
      return differences(element, value, (name, saved) => kept.push([name, saved])).length === 0;
    };
    while (place < actual.length && !fits(actual[place])) place += 1;
    // Nothing fits: what it differs in is told of the one that stands first.
    if (place === actual.length) return differences(element, actual[from], () => undefined, `${path}.${from}`);
    for (const [name, value] of kept) save(name, value);
    place += 1;
  }
  return [];
}

/**
 * Holds an answer to what is expected and gives what differs, in words; empty when it fits. `=name` saves, `*` is anything but null,
 * keys and elements that are not written do not matter.
 */
export function differences(expected: unknown, actual: unknown, save: (name: string, value: unknown) => void, path = ''): string[] {
  if (expected === '*') return actual === null || actual === undefined ? [`${path} is missing`] : [];
  if (typeof expected === 'string' && expected.startsWith('=')) {
    if (actual === null || actual === undefined) return [`${path} is missing`];
    save(expected.slice(1), actual);
    return [];
  }
  if (Array.isArray(expected)) {
    if (!Array.isArray(actual)) return [`${path} is ${JSON.stringify(actual)}, not a list`];
    if (expected.length === 0 && actual.length > 0) return [`${path} has ${actual.length} elements instead of none`];
    return inOrder(expected, actual, save, path);
  }
  if (typeof expected === 'object' && expected !== null) {
    if (typeof actual !== 'object' || actual === null) return [`${path} is ${JSON.stringify(actual) ?? 'missing'}`];
    return Object.entries(expected).flatMap(([key, value]) => differences(value, (actual as Record<string, unknown>)[key], save, path === '' ? key : `${path}.${key}`));
  }
  return expected === actual || (expected === null && actual === undefined) ? [] : [`${path} is ${JSON.stringify(actual)} instead of ${JSON.stringify(expected)}`];
}
