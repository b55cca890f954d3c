import { categoryOf, type CategoryView } from '#contracts/catalogue';
import { categoryEntryOf, findMaterial, springLoadOf, type MaterialReading } from '../../catalogue/index.js';
import { cellText, pointsToDrawing, saysNone, saysUndecided } from './cell-text.policy.js';
import type { Line, LineCell } from './line-cells.policy.js';

/** The material of a line, and the density that its mass is computed with. */
export interface LineMaterial {
  readonly material: string | null;
  /** Grams per cubic centimetre, null where nobody knows. */
  readonly density: string | null;
  /** A spring colour that stood in the material's place; it is a wish, not a material. */
  readonly colour: string | null;
}

/** What the item line above was taken for, to judge a blank cell below it. */
export interface MaterialAbove { readonly material: string | null; readonly category: string | null; readonly section: string | null }

const nothing: LineMaterial = { material: null, density: null, colour: null };

/** Reads the material: aliases told, doubtful grades asked, blanks under a filled cell proposed but asked, systems bought need none. */
export function readLineMaterial(line: Line, category: string | null, note: string, above: MaterialAbove | null): LineMaterial {
  const cell = line.one('MATERIAL');
  const usual = usualMaterials(category);
  if (cell.text === '' || saysNone(cell.text)) return blank(line, cell, category, usual, above);
  if (pointsToDrawing(cell.text)) return asked(line.doubts.ask(cell, 'MATERIAL_ON_DRAWING', {}, [...usual, cell.text]).answer);
  if (saysUndecided(cell.text)) return asked(line.doubts.ask(cell, 'MATERIAL_UNDECIDED', {}, [...usual, cell.text]).answer);
  const load = category === 'SPR' ? springLoadOf(cell.text) : null;
  if (load !== null) return spring(line, cell, load);
  const reading = findMaterial(cell.text);
  if (reading.kind === 'DOUBTFUL') {
    const { answer } = line.doubts.ask(cell, 'MATERIAL_ALIAS', { grade: reading.entry.grade, doubtful: 1 }, reading.candidates);
    return answer === null ? { material: reading.entry.grade, density: reading.entry.density, colour: null } : asked(answer);
  }
  const clear = told(line, cell, reading);
  if (!/(材料|材质|material)[^;；,，]{0,4}(待定|未定|tbd)/i.test(note)) return clear;
  const { answer } = line.doubts.ask(cell, 'MATERIAL_UNDECIDED', { read: note }, [clear.material]);
  return answer === null ? clear : asked(answer);
}

function told(line: Line, cell: LineCell, reading: Exclude<MaterialReading, { kind: 'DOUBTFUL' }>): LineMaterial {
  if (reading.kind === 'UNKNOWN') {
    const { answer } = line.doubts.tell(cell, 'MATERIAL_UNKNOWN', {}, reading.candidates);
    return answer === null ? { material: reading.written.slice(0, 120), density: null, colour: null } : asked(answer);
  }
  const answer = (reading.by === 'TRADE_NAME' || reading.by === 'TWO_NAMES') && !cell.carried
    ? line.doubts.tell(cell, 'MATERIAL_ALIAS', { grade: reading.written, doubtful: 0 }, [reading.written, cell.text]).answer
    : null;
  return answer === null ? { material: reading.written, density: reading.entry.density, colour: null } : asked(answer);
}

function spring(line: Line, cell: LineCell, load: { colour: string; zh: string; en: string }): LineMaterial {
  const steel = findMaterial('SWOSC-V');
  const known = steel.kind === 'UNKNOWN' ? null : steel.entry;
  line.doubts.tell(cell, 'SPRING_COLOUR', { load: load.en, loadZh: load.zh, grade: known?.grade ?? '' });
  return { material: known?.grade ?? null, density: known?.density ?? null, colour: cell.text };
}

/** A blank cell under a filled one may be a merged cell, or may mean that nobody has decided: a person says which. */
function blank(line: Line, cell: LineCell, category: string | null, usual: readonly string[], above: MaterialAbove | null): LineMaterial {
  const entry = category === null ? null : categoryEntryOf(category);
  if (!line.asks('MATERIAL') || saysNone(cell.text) || entry?.usually === 'buy' || entry?.usually === 'set') return nothing;
  const filled = above?.material ?? null;
  if (filled !== null && above?.section === line.section && groupOf(above.category) === groupOf(category)) {
    const { answer } = line.doubts.ask(cell, 'MATERIAL_BLANK', { above: filled }, [filled, ...usual]);
    return asked(answer ?? filled);
  }
  return asked(line.doubts.tell(cell, 'MATERIAL_MISSING', {}, usual).answer);
}

/** A material as a person answered it: the grade where it is known, else the words; `国产8407` stays itself and weighs like the grade. */
function asked(answer: string | null): LineMaterial {
  if (answer === null) return nothing;
  const text = cellText(answer);
  if (text === '' || saysNone(text) || pointsToDrawing(text) || saysUndecided(text)) return nothing;
  const reading = findMaterial(text);
  return { material: reading.written.slice(0, 120), density: reading.kind === 'UNKNOWN' ? null : reading.entry.density, colour: null };
}

function usualMaterials(category: string | null): string[] {
  const words = category === null ? '' : categoryEntryOf(category)?.material ?? '';
  return words.split('/').flatMap((word) => {
    const reading = findMaterial(word);
    return reading.kind === 'CLEAR' ? [reading.written] : [];
  });
}

function groupOf(category: string | null): CategoryView['group'] | null {
  return category === null ? null : categoryOf(category)?.group ?? null;
}
