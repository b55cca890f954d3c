/** Prefixes of every id the house makes; a prefix tells people what they hold, and nothing is ever parsed behind it. */
export const idPrefixes = {
  company: 'com', user: 'usr', member: 'mem', invitation: 'inv', session: 'ses', apiKey: 'key',
  mould: 'mld', part: 'prt', operation: 'opn', import: 'imp', file: 'fil', modelItem: 'mdi', piece: 'pce', run: 'run',
  tender: 'tnd', lot: 'lot', lotLine: 'lin', bid: 'bid', award: 'awd', question: 'qst', machine: 'mac',
  order: 'ord', orderLine: 'oln', delivery: 'dlv', inspection: 'ins', nonconformance: 'ncr', report: 'rpt',
  event: 'evt', request: 'req', ticket: 'tkt',
} as const;
export type IdKind = keyof typeof idPrefixes;

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';
const ID = /^[a-z]{3}_[0-9a-hjkmnp-tv-z]{26}$/;

interface RandomSource {
  getRandomValues(array: Uint8Array): Uint8Array;
}

/**
 * A new id: prefix, 48 bits of milliseconds and 80 random bits in 26 letters, so that ids made later sort later
 * and indexes stay dense. The time part is for the index alone; nobody may read it as a fact.
 */
export function newId(kind: IdKind, nowMs: number = Date.now()): string {
  const random = new Uint8Array(10);
  (globalThis as unknown as { crypto: RandomSource }).crypto.getRandomValues(random);
  let value = BigInt(nowMs);
  for (const byte of random) value = (value << 8n) | BigInt(byte);
  let text = '';
  for (let i = 0; i < 26; i += 1) {
    text = ALPHABET[Number(value & 31n)] + text;
    value >>= 5n;
  }
  return `${idPrefixes[kind]}_${text}`;
}

/** True when the text has the form of an id of that kind. The object may still not exist. */
export function isId(text: unknown, kind?: IdKind): text is string {
  return typeof text === 'string' && ID.test(text) && (kind === undefined || text.startsWith(`${idPrefixes[kind]}_`));
}
