import { parse } from 'csv-parse/sync';
import { gridOf, refused, type BomEncoding, type BomGrid, type BomLimits, type Opened } from './bom-grid.policy.js';

const DELIMITERS = [',', ';', '\t', '|'] as const;

/** Separated text to a grid: the separator is found by looking, quotes and line breaks inside cells hold. */
export function readCsv(text: string, encoding: BomEncoding, limits: BomLimits): Opened<BomGrid> {
  const named = /^sep=(.)\r?\n/i.exec(text);
  const body = named ? text.slice(named[0].length) : text;
  const delimiter = named?.[1] ?? delimiterOf(body);
  let rows: string[][];
  try {
    rows = parse(body, {
      delimiter, relax_column_count: true, relax_quotes: true, skip_empty_lines: false, record_delimiter: ['\r\n', '\n', '\r'],
      to: limits.rows + 1, max_record_size: limits.cell * limits.columns,
    });
  } catch (error) {
    const { code, lines } = error as { code?: string; lines?: number };
    if (code === 'CSV_MAX_RECORD_SIZE') return refused('CELL_TOO_LONG', limits.cell);
    return refused('FILE_BROKEN', null, `CSV, ${lines ?? '?'}`);
  }
  // The line that names the separator is a line of the file too: it keeps its number as a blank one.
  return gridOf('CSV', [{ name: null, rows: named ? [[], ...rows] : rows }], { encoding, decimalComma: delimiter === ';' }, limits);
}

/** The separator that cuts the first lines into the most cells most evenly; quoted text is not looked into. */
function delimiterOf(text: string): string {
  const lines = text.slice(0, 65_536).replace(/"(?:[^"]|"")*"/g, '').split(/\r\n|\n|\r/).filter((line) => line !== '').slice(0, 40);
  let best: { delimiter: string; score: number } = { delimiter: ',', score: 0 };
  for (const delimiter of DELIMITERS) {
    const counts = lines.map((line) => line.split(delimiter).length - 1).filter((count) => count > 0);
    if (counts.length === 0) continue;
    const usual = mostFrequent(counts);
    const score = counts.filter((count) => count === usual).length * Math.min(usual, 20) + counts.length;
    if (score > best.score) best = { delimiter, score };
  }
  return best.delimiter;
}

function mostFrequent(counts: readonly number[]): number {
  const seen = new Map<number, number>();
  for (const count of counts) seen.set(count, (seen.get(count) ?? 0) + 1);
  return [...seen].sort((a, b) => b[1] - a[1] || b[0] - a[0])[0]![0];
}
