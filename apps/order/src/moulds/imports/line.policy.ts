import { categoryOf } from '#contracts/catalogue';
import type { PartSupply } from '#contracts/order-parts';
import { routeTemplate } from '#contracts/usual-routes';
import { categoryEntryOf, findCategory, proposeCategory, proposedSupply } from '../../catalogue/index.js';
import type { ItemDraft } from './bom-row.policy.js';
import { cellText, oneLine, saysNone } from './cell-text.policy.js';
import { excelDamage, numberBehindExponent, sizesBehindDate } from './excel-damage.parser.js';
import { isImplausible, readHardness } from './hardness.parser.js';
import type { Line, LineCell } from './line-cells.policy.js';
import { readLineMaterial, type MaterialAbove } from './line-material.policy.js';
import { readLineQuantity } from './line-quantity.policy.js';
import { readLineSize } from './line-size.policy.js';
import { massDiffers, readMass } from './mass.parser.js';
import { computedMassKg } from './part-mass.policy.js';
import { readRoute, readSupply } from './supply.parser.js';

/** What holds for every line of one list. */
export interface ListContext {
  readonly sheet: string | null;
  readonly mouldNo: string | null;
  readonly decimalComma: boolean;
  /** Pieces of every part where the list has no quantity column and a person answered. */
  readonly quantityForAll: number | null;
  readonly above: MaterialAbove | null;
}

const CANCELLED = /^(?:此件|本件|该件|此项|客户|设变|已|ecn\s*\d*)*(?:取消|作废|不做|不要|删除|cancell?ed|deleted|obsolete|void)$/i;
const MIRRORED = /[lL左]\s*[/、&+]\s*[rR右]\s*对称|左右对称|左右镜像|镜像件|mirror(?:ed)?\s*(?:pair|part|l\/r)?/i;

/** Reads one item line field by field; every guess is told, every gap that a person must fill is asked. */
export function readLine(line: Line, list: ListContext): ItemDraft {
  const note = joined(line.all('NOTE'), '; ', 1_000, line);
  const name = nameOf(line);
  const kind = categoryOfLine(line, name);
  const supply = supplyOf(line, kind.category);
  const material = readLineMaterial(line, kind.category, note ?? '', list.above);
  const size = readLineSize(line, kind.category, supply.supply, list.decimalComma);
  const { words, ...quantity } = readLineQuantity(line, kind.category, note ?? '', list.quantityForAll);
  const part = partNoOf(line, list.mouldNo);
  const wishes = [...line.all('REQUIREMENTS').map(({ text }) => text).filter((text) => text !== '' && !saysNone(text)), ...(material.colour === null ? [] : [material.colour])];
  const computed = computedMassKg(size.solid, material.density, kind.category === 'SPR');
  const mirrored = words === 'LEFT_RIGHT' || (MIRRORED.test(note ?? '') && quantity.quantity !== null && quantity.quantity % 2 === 0 && quantity.quantity > 0);
  const why = mirrored ? 'MIRRORED' as const : words === 'ROUGH_FINISH' ? 'ROUGH_FINISH' as const : null;
  return {
    rowNo: line.rowNo, action: 'IMPORT', kind: 'ITEM', sheet: list.sheet, group: line.section,
    partNo: part.partNo, partNoRead: part.read, partNoLost: part.lost, partNoGenerated: false, name, nameEn: englishName(line), ...kind, material: material.material,
    size: size.size, sizeText: size.sizeText, ...quantity, ...treatmentOf(line),
    requirements: wishes.length > 0 ? wishes.join('; ').slice(0, 500) : null,
    ...routeOf(line, kind.category), ...supply, ...massOf(line, computed, quantity.quantity, list.decimalComma),
    revision: revisionOf(line, note), note, tooling: kind.category !== null && categoryOf(kind.category)?.group === 'electrode',
    mirrorOf: null, parentPartNo: null, split: why === null ? null : { why, first: '', second: '', accepted: false },
    columns: { partNo: line.one('PART_NO').column, quantity: line.one('QUANTITY').column, name: line.one('NAME').column },
  };
}

/** True when the note or the quantity says that nobody wants the line any more; 取消R角 cancels a corner, not the part. */
export function isCancelled(line: Line): boolean {
  return [...line.all('NOTE'), line.one('QUANTITY'), line.one('NAME')].flatMap(({ text }) => text.split(/[;；,，.。\n()]+/)).some((part) => CANCELLED.test(part.trim()));
}

function nameOf(line: Line): string | null {
  const cell = line.one('NAME');
  const text = oneLine(cell.text) || oneLine(line.one('NAME_EN').text);
  if (text !== '' && !saysNone(text)) return shortened(text, 200, cell, line);
  const { answer } = line.doubts.ask(cell, 'NAME_MISSING', {}, [oneLine(line.one('PART_NO').text)]);
  return answer === null ? null : oneLine(cellText(answer)).slice(0, 200);
}

function englishName(line: Line): string | null {
  const text = oneLine(line.one('NAME_EN').text);
  return text === '' || saysNone(text) ? null : text.slice(0, 200);
}

/** The number as written, in one spelling; one that a spreadsheet destroyed is asked for and never taken. */
function partNoOf(line: Line, mouldNo: string | null): { partNo: string | null; read: string | null; lost: boolean } {
  const cell = line.one('PART_NO');
  const text = plainPartNo(cell.text);
  if (text === null) return { partNo: null, read: null, lost: false };
  const damage = excelDamage(text);
  if (damage === null && text.length <= 60) return { partNo: text, read: text, lost: false };
  const reply = damage === null ? line.doubts.ask(cell, 'PART_NO_TOO_LONG', {}, [text.slice(0, 60)])
    : damage.kind === 'EXPONENT' ? line.doubts.ask(cell, 'EXCEL_NUMBER', {}, [numberBehindExponent(damage, mouldNo)])
      : damage.kind === 'DATE' ? line.doubts.ask(cell, 'EXCEL_DATE', { meant: `${damage.month}-${damage.day}` }, [`${damage.month}-${damage.day}`, ...sizesBehindDate(damage, false).slice(0, 1)])
        : line.doubts.ask(cell, 'EXCEL_HASHES', {});
  const answer = reply.answer === null ? null : plainPartNo(cellText(reply.answer));
  if (answer !== null && answer.length <= 60 && excelDamage(answer) === null) return { partNo: answer, read: answer, lost: false };
  if (reply.answer !== null) reply.unreadable();
  return { partNo: null, read: null, lost: true };
}

/** One spelling of a part number: one kind of hyphen, no blanks around it. Null for none. */
export function plainPartNo(text: string): string | null {
  const plain = oneLine(text).replace(/[‐-―−]/g, '-').replace(/\s*-\s*/g, '-');
  return plain === '' || saysNone(plain) ? null : plain;
}

function categoryOfLine(line: Line, name: string | null): { category: string | null; categoryProposed: boolean } {
  const cell = line.one('CATEGORY');
  const material = line.one('MATERIAL').text;
  const written = cell.text === '' || saysNone(cell.text) ? null : findCategory(cell.text);
  if (written !== null) return { category: written.code, categoryProposed: false };
  const proposed = proposeCategory(name ?? '', line.section, material) ?? proposeCategory(englishName(line) ?? '', line.section, material);
  if (cell.text === '' || saysNone(cell.text)) return { category: proposed?.code ?? null, categoryProposed: true };
  const { answer } = line.doubts.tell(cell, 'CATEGORY_UNKNOWN', { proposed: proposed?.code ?? null }, [proposed?.code ?? null]);
  const chosen = answer === null ? null : findCategory(answer);
  return chosen === null ? { category: proposed?.code ?? null, categoryProposed: true } : { category: chosen.code, categoryProposed: false };
}

function supplyOf(line: Line, category: string | null): { supply: PartSupply; supplyProposed: boolean } {
  const cell = line.one('SUPPLY');
  const usually = category === null ? null : categoryEntryOf(category)?.usually ?? null;
  const proposed = usually === null ? 'MAKE' : proposedSupply[usually];
  if (cell.text === '' || saysNone(cell.text)) return { supply: proposed, supplyProposed: true };
  const written = readSupply(cell.text);
  if (written !== null) return { supply: written, supplyProposed: false };
  const { answer } = line.doubts.tell(cell, 'SUPPLY_UNKNOWN', {}, ['自制', '外协', '外购']);
  const chosen = answer === null ? null : readSupply(answer);
  return chosen === null ? { supply: proposed, supplyProposed: true } : { supply: chosen, supplyProposed: false };
}

function treatmentOf(line: Line): { treatment: string | null; hardness: string | null } {
  const cells = line.all('HARDNESS');
  const reading = readHardness(cells.map(({ text }) => text));
  const place = cells.find(({ text }) => /\d/.test(text));
  if (place && reading.hardness !== null) {
    if (reading.assumed) line.doubts.tell(place, 'HARDNESS_ASSUMED', { hardness: reading.hardness });
    if (isImplausible(reading.hardness)) line.doubts.tell(place, 'HARDNESS_IMPLAUSIBLE', {});
  }
  return { treatment: reading.treatment?.slice(0, 200) ?? null, hardness: reading.hardness?.slice(0, 120) ?? null };
}

function routeOf(line: Line, category: string | null): { route: readonly string[]; routeProposed: boolean } {
  const cell = line.one('ROUTE');
  const { codes, unknown } = readRoute(cell.text);
  if (unknown.length > 0) line.doubts.tell(cell, 'ROUTE_STEP_UNKNOWN', { steps: unknown.join(', ').slice(0, 120) });
  return codes.length > 0 ? { route: codes.slice(0, 40), routeProposed: false } : { route: routeTemplate(category), routeProposed: true };
}

/** Mass of one piece: computed from the size where it can be; the listed one is compared, and known as that of the whole line when it is. */
function massOf(line: Line, computed: string | null, pieces: number | null, decimalComma: boolean): { unitMassKg: string | null; massReadKg: string | null; massComputedKg: string | null } {
  const cell = line.one('UNIT_MASS');
  const reading = readMass(cell.text, cell.unit, decimalComma);
  if (reading.kind === 'UNREADABLE') line.doubts.tell(cell, 'MASS_UNREADABLE', {});
  if (reading.kind !== 'MASS') return { unitMassKg: computed, massReadKg: null, massComputedKg: computed };
  if (reading.unit !== null && reading.unit !== cell.unit) line.doubts.tell(cell, 'UNIT_CONVERTED', { value: `${reading.kg}kg` });
  if (computed !== null && massDiffers(reading.kg, computed, reading.places)) {
    const whole = String(Number(computed) * (pieces ?? 1));
    if (pieces !== null && pieces > 1 && !massDiffers(reading.kg, whole, reading.places)) line.doubts.tell(cell, 'MASS_IS_LINE_TOTAL', { listed: reading.kg, pieces, computed }, [computed]);
    else line.doubts.tell(cell, 'MASS_DIFFERS', { listed: reading.kg, computed, percent: Math.round((100 * Math.abs(Number(reading.kg) - Number(computed))) / Number(computed)) }, [computed, reading.kg]);
  }
  return { unitMassKg: computed ?? reading.kg, massReadKg: reading.kg, massComputedKg: computed };
}

function revisionOf(line: Line, note: string | null): string | null {
  const cell = line.one('REVISION');
  if (cell.text !== '' && !saysNone(cell.text)) {
    const found = /^(?:rev(?:ision)?\.?|ver(?:sion)?\.?|版本|版)?\s*([a-z]{1,3})\s*版?$/i.exec(cell.text)?.[1];
    if (found) return found.toUpperCase();
    line.doubts.tell(cell, 'REVISION_UNREADABLE', {});
    return null;
  }
  const inNote = /(?:设变|改版|版本|版次|rev\.?|ecn)\s*[:：]?\s*([A-Z])(?![A-Za-z0-9])/.exec(note ?? '')?.[1];
  if (!inNote) return null;
  line.doubts.tell(line.one('NOTE'), 'REVISION_IN_NOTE', { revision: inNote });
  return inNote;
}

function joined(cells: readonly LineCell[], separator: string, limit: number, line: Line): string | null {
  const texts = cells.map(({ text }) => text).filter((text) => text !== '' && !saysNone(text));
  return texts.length === 0 ? null : shortened(texts.join(separator), limit, cells[0]!, line);
}

function shortened(text: string, limit: number, cell: LineCell, line: Line): string {
  if (text.length <= limit) return text;
  line.doubts.tell(cell, 'TEXT_SHORTENED', { limit });
  return text.slice(0, limit);
}
