import { decimalOf, numberOf } from '#kernel';
import type { SizeView } from '#contracts';
import type { PartSupply } from '#contracts/order-parts';
import { categoryEntryOf } from '../../catalogue/index.js';
import { excelDamage, sizesBehindDate } from './excel-damage.parser.js';
import { saysNone } from './cell-text.policy.js';
import type { Line, LineCell } from './line-cells.policy.js';
import { readSize, type ShapeHint, type SizeContext, type SizeFound, type SizeReading, type Solid } from './size.parser.js';

/** The size of a line as it is kept and shown, and the solid its mass is computed from. */
export interface LineSize { readonly size: SizeView | null; readonly sizeText: string | null; readonly solid: Solid | null }

const nothing: LineSize = { size: null, sizeText: null, solid: null };

/** Kinds whose unmarked two-number sizes are diameter × length. */
const ROUND = new Set(['CPN', 'EJP', 'EJC', 'RTP', 'ANP', 'SPP', 'GDP', 'EGP', 'DWL', 'SPL', 'EJR', 'STB', 'LMB', 'DAT']);
const PIPE = new Set(['NPP', 'PLG', 'BFL']);
/** Metric sizes that an inch size most likely stands for in a metric list. */
const USUAL_MM = [1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 16, 20, 25, 30, 35, 40, 50, 60, 70, 80, 90, 100, 120, 150, 200, 250, 300];

/** Reads the size from one cell or from 长/宽/高 (and 直径); what was converted, assumed or bracketed is told, what is lost is asked. */
export function readLineSize(line: Line, category: string | null, supply: PartSupply, decimalComma: boolean): LineSize {
  const cell = sizeCell(line);
  const context: SizeContext = { hint: hintOf(category), unit: cell.unit, decimalComma };
  return taken(line, cell, readSize(cell.text, context), context, { category, supply });
}

interface About { readonly category: string | null; readonly supply: PartSupply }

function taken(line: Line, cell: LineCell, reading: SizeReading, context: SizeContext, about: About): LineSize {
  switch (reading.kind) {
    case 'SIZE': return understood(line, cell, reading, context);
    case 'BLANK': return blank(line, cell, context, about);
    case 'DRAWING': return answered(line.doubts.ask(cell, 'SIZE_ON_DRAWING', {}, [cell.text]), context);
    case 'DAMAGED': return damaged(line, cell, context, about);
    case 'TEXT': case 'INCOMPLETE': return unread(line, cell, reading, context, about);
  }
}

function understood(line: Line, cell: LineCell, found: SizeFound, context: SizeContext): LineSize {
  if (found.inch && context.unit !== 'inch') {
    const metric = metricLike(found);
    const reply = line.doubts.ask(cell, 'INCH_SIZE', { exact: found.text, metric }, [metric, found.text]);
    return reply.answer === null ? kept(found) : answered(reply, context);
  }
  const reply = found.converted !== null && !found.inch ? line.doubts.tell(cell, 'UNIT_CONVERTED', { value: found.text })
    : found.reference ? line.doubts.tell(cell, 'REFERENCE_DIMENSION', { size: found.text }, [found.text])
      : found.assumed ? line.doubts.tell(cell, 'SIZE_ASSUMED', { size: found.text }, [found.text])
        : null;
  return reply === null || reply.answer === null ? kept(found) : answered(reply, context);
}

function blank(line: Line, cell: LineCell, context: SizeContext, { supply }: About): LineSize {
  const asks = line.asks('SIZE') || line.asks('LENGTH') || line.asks('DIAMETER');
  if (!asks || supply === 'BUY' || saysNone(cell.text)) return nothing;
  return answered(line.doubts.tell(cell, 'SIZE_MISSING', {}), context);
}

function damaged(line: Line, cell: LineCell, context: SizeContext, { category }: About): LineSize {
  const damage = excelDamage(cell.text);
  if (damage?.kind !== 'DATE') return answered(line.doubts.ask(cell, 'EXCEL_HASHES', {}), context);
  const meant = sizesBehindDate(damage, PIPE.has(category ?? ''));
  const reply = line.doubts.ask(cell, 'EXCEL_DATE', { meant: meant.join(', ') }, meant);
  const proposed = readSize(meant[0]!, context);
  return reply.answer === null ? (proposed.kind === 'SIZE' ? kept(proposed) : { ...nothing, sizeText: meant[0]! }) : answered(reply, context);
}

/** A bought system or catalogue article is named, not measured; a part that somebody must make needs a size that can be read. */
function unread(line: Line, cell: LineCell, reading: { kind: 'TEXT' | 'INCOMPLETE'; text: string }, context: SizeContext, { category, supply }: About): LineSize {
  const usually = category === null ? null : categoryEntryOf(category)?.usually ?? null;
  const text: LineSize = { ...nothing, sizeText: reading.text.slice(0, 120) };
  if (supply === 'BUY') {
    if (usually === 'buy' || usually === 'set' || usually === null) return text;
    const told = line.doubts.tell(cell, 'SIZE_IS_TEXT', {});
    return told.answer === null ? text : answered(told, context);
  }
  const reply = line.doubts.ask(cell, reading.kind === 'TEXT' ? 'SIZE_UNREADABLE' : 'SIZE_INCOMPLETE', {}, [reading.text]);
  return reply.answer === null ? text : answered(reply, context);
}

/** A size as a person answered it; words that are no size are kept as words, a damaged one is asked again. */
function answered(reply: { answer: string | null; unreadable(): void }, context: SizeContext): LineSize {
  if (reply.answer === null) return nothing;
  const reading = readSize(reply.answer, { ...context, unit: null });
  if (reading.kind === 'SIZE') return kept(reading);
  if (reading.kind === 'DAMAGED') reply.unreadable();
  return reading.kind === 'TEXT' || reading.kind === 'INCOMPLETE' ? { ...nothing, sizeText: reading.text.slice(0, 120) } : nothing;
}

function kept({ size, text, solid }: SizeFound): LineSize {
  return { size, sizeText: text, solid };
}

/** One text out of the size columns: 长 × 宽 × 高, or 直径 × 长; a whole size in the first of them passes as it is. */
function sizeCell(line: Line): LineCell {
  const parts = (['DIAMETER', 'LENGTH', 'WIDTH', 'HEIGHT'] as const).map((role) => ({ role, cell: line.one(role) })).filter(({ cell }) => cell.text !== '' && !saysNone(cell.text));
  const whole = line.one('SIZE');
  if (parts.length === 0) {
    const place = whole.column !== null ? whole : line.one('LENGTH');
    return place.column === null ? whole : place;
  }
  const first = parts[0]!.cell;
  const text = parts.map(({ role, cell }) => (role === 'DIAMETER' && /^[\d.,]+$/.test(cell.text) ? `φ${cell.text}` : cell.text)).join('×');
  if (parts.length === 1 && whole.text !== '' && !saysNone(whole.text)) return whole;
  return { ...first, text, read: parts.map(({ cell }) => cell.read).join(' × ') };
}

function hintOf(category: string | null): ShapeHint {
  if (category === 'SPR') return 'COIL';
  return category !== null && ROUND.has(category) ? 'ROUND' : null;
}

/** The size with its inch measures moved to the nearest usual metric ones. */
function metricLike(found: SizeFound): string {
  return found.text.replace(/\d+(?:\.\d+)?/g, (text) => {
    const mm = numberOf(text);
    if (mm > 300 || Number.isInteger(mm)) return text;
    return decimalOf(USUAL_MM.reduce((best, usual) => (Math.abs(usual - mm) < Math.abs(best - mm) ? usual : best), USUAL_MM[0]!));
  });
}
