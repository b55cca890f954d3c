import type { Reply } from './bom-problem.policy.js';
import { excelDamage } from './excel-damage.parser.js';
import type { Line, LineCell } from './line-cells.policy.js';
import { readQuantity, unitOf, type QuantityReading, type QuantityWords } from './quantity.parser.js';

/** How many pieces a line wants. `words` says when the number was told in words that mean two parts. */
export interface LineQuantity {
  readonly quantity: number | null;
  readonly spareQuantity: number;
  readonly unit: string;
  readonly unitCode: 'H87' | 'SET';
  readonly words: QuantityWords | null;
}

/** Reads quantity, spares and unit. `forAll` is what a person answered for a list without a quantity column. */
export function readLineQuantity(line: Line, category: string | null, note: string, forAll: number | null): LineQuantity {
  const cell = line.one('QUANTITY');
  const written = line.one('UNIT').text || null;
  if (!line.asks('QUANTITY')) return { quantity: forAll ?? 1, spareQuantity: 0, ...unit(written, category), words: null };
  const reading = readQuantity(cell.text, note);
  const pieces = settled(line, cell, reading);
  const column = readQuantity(line.one('SPARE').text);
  const spare = (pieces?.spare ?? 0) + (column.kind === 'PIECES' ? column.pieces : 0);
  const unitWord = (pieces?.unit ?? null) ?? written;
  const about = { ...unit(unitWord, category), spareQuantity: spare, words: pieces?.words ?? null };
  if (pieces === null) return { quantity: null, ...about };
  return { quantity: pieces.pieces, ...about };
}

type Pieces = Extract<QuantityReading, { kind: 'PIECES' }>;

function settled(line: Line, cell: LineCell, reading: QuantityReading): Pieces | null {
  const { doubts } = line;
  switch (reading.kind) {
    case 'PIECES':
      if (reading.pieces === 0) return answered(doubts.ask(cell, 'QUANTITY_ZERO', {}, ['1']), null);
      if (reading.words === 'WITH_SPARE') return answered(doubts.tell(cell, 'SPARE_PIECES', { pieces: reading.pieces, spare: reading.spare }, [`${reading.pieces}`, `${reading.pieces + reading.spare}`]), reading);
      if (reading.words === 'PAIR') return answered(doubts.tell(cell, 'QUANTITY_WORDS', { pieces: reading.pieces }, [`${reading.pieces}`]), reading);
      return reading;
    case 'EACH':
      return answered(doubts.ask(cell, 'QUANTITY_EACH', { pieces: reading.pieces }, [`${reading.pieces}`, `左右${cell.text}`]), { kind: 'PIECES', pieces: reading.pieces, spare: 0, unit: reading.unit, words: null });
    case 'SUM':
      return answered(doubts.ask(cell, 'QUANTITY_SUM', {}, [`${reading.first + reading.second}`, `${reading.first}+${reading.second}备件`]),
        { kind: 'PIECES', pieces: reading.first + reading.second, spare: 0, unit: reading.unit, words: null });
    case 'BLANK': return answered(doubts.ask(cell, 'QUANTITY_MISSING', {}, ['1']), null);
    case 'DAMAGED': return answered(doubts.ask(cell, excelDamage(cell.text)?.kind === 'DATE' ? 'EXCEL_DATE' : 'EXCEL_HASHES', { meant: datesMeant(cell.text) }), null);
    case 'UNREADABLE': return answered(doubts.ask(cell, 'QUANTITY_UNREADABLE', {}, [/\d+/.exec(cell.text)?.[0].slice(0, 5) ?? null]), null);
  }
}

/** The pieces a person answered, else what was proposed; an answer without a whole number is asked again. */
function answered(reply: Reply, proposed: Pieces | null): Pieces | null {
  if (reply.answer === null) return proposed;
  const reading = readQuantity(reply.answer);
  if (reading.kind === 'PIECES' && reading.pieces > 0) return reading.unit === null && proposed ? { ...reading, unit: proposed.unit } : reading;
  reply.unreadable();
  return proposed;
}

function unit(written: string | null, category: string | null): { unit: string; unitCode: 'H87' | 'SET' } {
  const { word, code } = unitOf(written, category);
  return { unit: word, unitCode: code };
}

function datesMeant(text: string): string {
  const damage = excelDamage(text);
  return damage?.kind === 'DATE' ? `${damage.month}/${damage.day}, ${damage.month}-${damage.day}` : '?';
}
