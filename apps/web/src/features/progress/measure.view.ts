import { typedDecimal, verdictOf, type Measured } from '../../components/signs/tolerance.view.js';

/** A characteristic of a piece with what was measured of it. */
export interface Characteristic extends Measured { name: string }

const NUMBER = String.raw`\d+(?:\.\d+)?`;
const BOTH = new RegExp(`^(.*?)(${NUMBER})?\\s*±\\s*(${NUMBER})$`);
const EACH = new RegExp(String.raw`^(.*?)(${NUMBER})?\s*([+-]${NUMBER}|0)\s*/\s*([+-]${NUMBER}|0)$`);

/** The tolerances that the wishes of a drawing name, `62±0.02; ⌀8.00 +0.01/0; 流道槽深±0.02`, ready for a value; a nominal that is not said is left to be typed. */
export function characteristicsIn(requirements: string | null): Characteristic[] {
  return (requirements ?? '').normalize('NFKC').split(/[;,、\n]/).flatMap((part) => {
    const text = part.trim();
    const both = BOTH.exec(text);
    const each = both === null ? EACH.exec(text) : null;
    const [, words = '', nominal = '', ...limits] = both ?? each ?? [];
    if (limits.length === 0) return [];
    const [upper, lower] = both === null ? limits.map((limit) => typedDecimal(limit)!).sort((a, b) => Number(b) - Number(a)) as [string, string] : [limits[0]!, `-${limits[0]!}`];
    return [{ name: `${words.trim()}${nominal}`.slice(0, 40), nominal, upper, lower: Number(lower) === 0 ? '0' : lower, value: '' }];
  });
}

/** What of the rows has been measured, as the API takes it; a row without a name goes by its place. */
export function measurements(rows: readonly Characteristic[], pieceId: string): { pieceId: string; characteristicNo: string; nominal: string; upper: string; lower: string; value: string }[] {
  return rows.flatMap((row, i) => (verdictOf(row) === 'INCOMPLETE' ? [] : [{
    pieceId, characteristicNo: row.name.trim() || String(i + 1), nominal: typedDecimal(row.nominal)!, upper: typedDecimal(row.upper)!, lower: typedDecimal(row.lower)!, value: typedDecimal(row.value)!,
  }]));
}

/** `62 +0.02/-0.02: 61.97`, one after the other: what goes into a note or a finding. */
export function measuredText(rows: readonly Characteristic[], wanted: 'ALL' | 'OUTSIDE'): string {
  return rows.filter((row) => { const verdict = verdictOf(row); return verdict === 'OUTSIDE' || (wanted === 'ALL' && verdict === 'INSIDE'); })
    .map(({ name, nominal, upper, lower, value }) => {
      const named = name.trim() === '' || name.trim() === nominal.trim() ? '' : `${name.trim()} `;
      return `${named}${typedDecimal(nominal)} ${signed(upper)}/${signed(lower)}: ${typedDecimal(value)}`;
    }).join('; ').slice(0, 900);
}

/** Whether anything was measured, and whether any of it is out. */
export function measuredSum(rows: readonly Characteristic[]): { inside: number; outside: number } {
  const verdicts = rows.map(verdictOf);
  return { inside: verdicts.filter((one) => one === 'INSIDE').length, outside: verdicts.filter((one) => one === 'OUTSIDE').length };
}

function signed(text: string): string {
  const plain = typedDecimal(text)!;
  return plain === '0' || plain.startsWith('-') ? plain : `+${plain}`;
}
