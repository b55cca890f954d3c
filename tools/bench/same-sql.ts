/** One statement as it was sent, with its values. */
export interface Spoken {
  text: string;
  values: readonly unknown[];
}

/** Two bids of one company on one lot, one directly after the other, as the desk spoke them to the database. */
export interface TwoBids {
  lotId: string;
  first: { bidId: string; key: string };
  second: { bidId: string; key: string; spoken: readonly Spoken[] };
  /** The statements of the first, for telling what changes from bid to bid. */
  firstSpoken: readonly Spoken[];
}

/**
 * A pgbench script that says on another lot what the desk said for the second of two bids: the same statements in the same order, with the values of
 * that bid. What must differ from bid to bid, or the rows would not be the same, follows the lot's last
 * number: ids of bids, keys, and every whole number that had changed from the first bid to the second. Whatever is spoken is read from the
 * desk itself, so this cannot fall behind it. Each statement is a round trip of its own, the usual way of pgbench; `writesInOneGo` sends
 * the last two, the record and the commit, in a pipeline, as the desk does.
 */
export function scriptOf(bids: TwoBids, lotId: string, tag: string, writesInOneGo = false): string {
  const [begin, hold, ...rest] = bids.second.spoken;
  const shapes = (spoken: readonly Spoken[]) => spoken.map(({ text }) => text).join('\n');
  if (!begin || !hold || shapes(bids.firstSpoken) !== shapes(bids.second.spoken)) throw new Error('The desk spoke differently for two bids of the same kind.');
  if (!/^begin/i.test(begin.text) || !/for update/i.test(hold.text) || !/^commit/i.test(rest.at(-1)?.text ?? '')) throw new Error('The desk does not begin, lock the lot first and commit any more: the script has to be thought over.');
  const last = lastNumber(bids);
  const write = (place: number) => withValues(bids, place, last, lotId, tag);
  // The driver sends the parts of the first text in one go; pgbench does so in a pipeline.
  const opening = begin.text.split(';').map((part) => `${part.trim()};`).join('\n');
  const others = rest.map((_, i) => `${write(i + 2)};`);
  if (writesInOneGo) others.splice(-2, 2, '\\startpipeline', ...others.slice(-2), '\\endpipeline');
  return `\\startpipeline\n${opening}\n\\endpipeline\n${write(1)} \\gset\n${others.join('\n')}\n`;
}

/** The last number of the lot's ledger before the second bid: one below the largest number that changed. */
function lastNumber({ firstSpoken, second }: TwoBids): number {
  const changed = second.spoken.flatMap(({ values }, i) => values.flatMap((value, j) => numbersIn(value).filter((number) => !numbersIn(firstSpoken[i]!.values[j]).includes(number))));
  if (changed.length === 0) throw new Error('Nothing was counted from one bid to the next.');
  return Math.max(...changed) - 1;
}

function numbersIn(value: unknown): number[] {
  return (Array.isArray(value) ? value : [value]).filter((one): one is number => typeof one === 'number');
}

function withValues({ lotId: spokenLot, first, second, firstSpoken }: TwoBids, place: number, last: number, lotId: string, tag: string): string {
  const { text, values } = second.spoken[place]!;
  const number = (beyond: number) => `(:last_seq + ${beyond})`;
  const bidId = (beyond: number) => `('bid_${tag}' || lpad(${number(beyond)}::text, ${26 - tag.length}, '0'))`;
  const one = (value: unknown, before: unknown): string => {
    if (value === null || value === undefined) return 'null';
    if (typeof value === 'number') return value === before ? String(value) : number(value - last);
    if (typeof value === 'boolean') return String(value);
    if (value === second.bidId) return bidId(1);
    if (value === first.bidId) return bidId(0);
    if (value === second.key) return `('${tag}' || lpad(${number(1)}::text, ${second.key.length - tag.length}, '0'))`;
    return quoted(String(value).replaceAll(spokenLot, lotId));
  };
  return text.replace(/\$(\d+)/g, (_, digits: string) => {
    const value = values[Number(digits) - 1];
    const before = firstSpoken[place]!.values[Number(digits) - 1];
    if (!Array.isArray(value)) return one(value, before);
    return value.length === 0 ? `'{}'` : `array[${value.map((item, i) => one(item, Array.isArray(before) ? before[i] : undefined)).join(', ')}]`;
  });
}

/** A literal without colons, which pgbench would take for its variables. */
function quoted(text: string): string {
  return `E'${text.replaceAll('\\', '\\\\').replaceAll("'", "''").replaceAll(':', '\\x3a').replaceAll('\n', '\\n')}'`;
}
