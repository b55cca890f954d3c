import type { ImportMeaning } from '#contracts/order-imports';
import type { BomRecord, BomSheet } from './bom-grid.policy.js';
import { cellText } from './cell-text.policy.js';
import { guessHeading, headingKey, meaningOf, shareable, unitInHeading, type ColumnRole, type HeadingGuess } from './header-words.policy.js';

/** A column of a list and what it is taken for. */
export interface BomColumn {
  /** Place from 0, counted through the sheets of a workbook. */
  readonly index: number;
  readonly header: string;
  readonly meaning: ImportMeaning;
  readonly role: ColumnRole;
  /** How sure the guess is in percent: 100 when a person chose, now or at an earlier list with this heading; 0 for no idea. */
  readonly confidencePercent: number;
  /** Unit written in the heading, such as mm or g. */
  readonly unit: string | null;
}

/** The heading of one sheet: its records, its columns, and the key under which a company's mapping is remembered. */
export interface BomHeader {
  readonly recordNos: readonly number[];
  readonly columns: readonly BomColumn[];
  readonly hash: string | null;
}

/** What people decided about columns: now (by index), and at earlier lists (by heading). */
export interface ColumnChoices {
  readonly chosen: readonly { readonly index: number; readonly meaning: ImportMeaning }[];
  readonly remembered: Readonly<Record<string, readonly ImportMeaning[]>>;
}

const SEARCHED = 30;
interface Row { readonly recordNos: readonly number[]; readonly texts: readonly string[]; readonly guesses: readonly (HeadingGuess | null)[] }

/** The heading rows of a sheet as found. */
export interface Headings extends Row { readonly hash: string }

/** Finds the heading of a sheet among its first 30 records (one row or two); the hash is what a company's mapping is remembered by. */
export function findHeadings(sheet: BomSheet): Headings | null {
  return locate(sheet.records);
}

/** Guesses the columns of a sheet from its headings and applies what people decided. */
export function readHeader(sheet: BomSheet, found: Headings | null, firstColumn: number, choices: ColumnChoices): BomHeader {
  const width = Math.max(found?.texts.length ?? 0, ...widths(sheet.records));
  const texts = Array.from({ length: width }, (_, i) => found?.texts[i] ?? '');
  const hash = found?.hash ?? null;
  const body = sheet.records.filter(({ no }) => no > (found?.recordNos.at(-1) ?? 0)).slice(0, 200);
  const guesses = compete(texts.map((_, i) => found?.guesses[i] ?? null), body);
  const remembered = hash !== null && Object.hasOwn(choices.remembered, hash) ? choices.remembered[hash]! : null;
  const decided = texts.map((_, i): ImportMeaning | null =>
    choices.chosen.findLast(({ index }) => index === firstColumn + i)?.meaning ?? remembered?.[i] ?? null);
  const explicit = texts.map((_, i) => choices.chosen.some(({ index }) => index === firstColumn + i));
  const taken = new Set<ImportMeaning | null>(decided.filter((meaning) => meaning !== 'IGNORE'));
  taken.delete(null);
  const columns = texts.map((header, i): BomColumn => {
    const guess = guesses[i] ?? null;
    const meaning = decided[i] ?? null;
    const unit = unitInHeading(header);
    const about = { index: firstColumn + i, header, unit };
    if (meaning !== null) {
      const role = roleOf(meaning, guess?.role ?? 'NONE', explicit[i]!);
      return { ...about, role, meaning, confidencePercent: 100 };
    }
    const role = guess?.role ?? 'NONE';
    if (taken.has(meaningOf(role)) && !shareable.has(role)) return { ...about, role: 'NONE', meaning: 'IGNORE', confidencePercent: 50 };
    return { ...about, role, meaning: meaningOf(role), confidencePercent: guess?.confidencePercent ?? 0 };
  });
  return { recordNos: found?.recordNos ?? [], columns, hash };
}

/** A person's IGNORE is meant; a remembered one only says that the API has no word for the unit or the running number. */
function roleOf(meaning: ImportMeaning, guessed: ColumnRole, explicit: boolean): ColumnRole {
  if (meaning === 'IGNORE') return explicit || meaningOf(guessed) !== 'IGNORE' ? 'NONE' : guessed;
  return meaning === 'SIZE' && guessed === 'DIAMETER' ? 'DIAMETER' : meaning;
}

function widths(records: readonly BomRecord[]): number[] {
  let widest = 0;
  for (const { cells } of records) widest = Math.max(widest, cells.length);
  return [widest];
}

/** The row, or pair of rows, that names the most different things; it must name the part and at least two things more. */
function locate(records: readonly BomRecord[]): Headings | null {
  let best: { headings: Row; score: number } | null = null;
  for (const [i, record] of records.slice(0, SEARCHED).entries()) {
    const single = oneRow(record);
    if (!isHeading(single.guesses)) continue;
    const next = records[i + 1];
    const joined = next ? twoRows(record, single, next) : null;
    for (const headings of joined ? [single, joined] : [single]) {
      const score = scoreOf(headings.guesses) + (headings === joined ? 0.01 : 0);
      if (best === null || score > best.score) best = { headings, score };
    }
  }
  return best === null ? null : { ...best.headings, hash: headingHash(best.headings.texts) };
}

function oneRow(record: BomRecord): Row {
  const texts = record.cells.map((cell) => cellText(cell).replace(/\s+/g, ' '));
  return { recordNos: [record.no], texts, guesses: record.cells.map((cell) => guessHeading(cellText(cell))) };
}

function isHeading(guesses: readonly (HeadingGuess | null)[]): boolean {
  const roles = new Set(guesses.flatMap((guess) => (guess && guess.role !== 'NONE' && guess.role !== 'SEQ' ? [guess.role] : [])));
  return roles.size >= 3 && (roles.has('NAME') || roles.has('PART_NO') || roles.has('NAME_EN'));
}

function scoreOf(guesses: readonly (HeadingGuess | null)[]): number {
  const best = new Map<ColumnRole, number>();
  for (const guess of guesses) if (guess && guess.role !== 'NONE') best.set(guess.role, Math.max(best.get(guess.role) ?? 0, guess.confidencePercent));
  return [...best.values()].reduce((sum, percent) => sum + percent / 100, 0);
}

/**
 * A second heading row: sub-headings under a merged one (规格 over 长, 宽, 高), or the same headings in the other language.
 * Null when the next record is anything else.
 */
function twoRows(record: BomRecord, upper: Row, next: BomRecord): Row | null {
  const children = next.cells.map((cell) => cellText(cell).replace(/\s+/g, ' '));
  const filled = children.flatMap((text, i) => (text === '' ? [] : [i]));
  if (filled.length === 0 || filled.some((i) => children[i]!.length > 24 || /^[\d.,]+$/.test(children[i]!))) return null;
  const guesses = children.map((text) => guessHeading(text));
  const group = (i: number): number => {
    let at = i;
    while (at > 0 && (upper.texts[at] ?? '') === '') at -= 1;
    return at;
  };
  const isSub = (i: number): boolean => guesses[i] !== null && ((upper.texts[i] ?? '') === '' || children[i + 1] !== undefined && (upper.texts[i + 1] ?? '') === '' && children[i + 1] !== '');
  const isTranslation = (i: number): boolean => guesses[i] !== null && guesses[i]!.role === upper.guesses[i]?.role;
  const fitting = filled.filter((i) => isSub(i) || isTranslation(i));
  if (fitting.length === 0 || fitting.length < filled.length * 0.7) return null;
  const width = Math.max(upper.texts.length, children.length);
  const texts = Array.from({ length: width }, (_, i) => {
    const child = children[i] ?? '';
    const parent = child === '' ? upper.texts[i] ?? '' : upper.texts[group(i)] ?? '';
    if (child === '' || parent === '') return `${parent}${child}`;
    return isTranslation(i) ? `${parent} ${child}` : `${parent}.${child}`;
  });
  return { recordNos: [record.no, next.no], texts, guesses: texts.map((_, i) => (children[i] ? guesses[i] ?? upper.guesses[i] ?? null : upper.guesses[i] ?? null)) };
}

/** One column per role: the surer heading wins, but an empty column gives way, and a mere running number is no part number. */
function compete(guesses: readonly (HeadingGuess | null)[], body: readonly BomRecord[]): (HeadingGuess | null)[] {
  const worth = guesses.map((guess, i) => (guess === null ? 0 : guess.confidencePercent * filling(body, i) * (guess.role === 'PART_NO' && isRunningNumber(body, i) ? 0.3 : 1)));
  return guesses.map((guess, i) => {
    if (guess === null || shareable.has(guess.role)) return guess;
    const beaten = guesses.some((other, j) => j !== i && other?.role === guess.role && (worth[j]! > worth[i]! || (worth[j] === worth[i] && j < i)));
    return beaten ? { role: 'NONE', confidencePercent: 50, rank: guess.rank } : guess;
  });
}

function filling(body: readonly BomRecord[], column: number): number {
  if (body.length === 0) return 1;
  const filled = body.filter(({ cells }) => (cells[column] ?? '').trim() !== '').length;
  return filled / body.length < 0.05 ? 0.4 : 1;
}

function isRunningNumber(body: readonly BomRecord[], column: number): boolean {
  const numbers = body.map(({ cells }) => (cells[column] ?? '').trim()).filter((text) => text !== '');
  return numbers.length >= 3 && numbers.filter((text, i) => /^\d{1,5}$/.test(text) && (i === 0 || Number(text) === Number(numbers[i - 1]) + 1)).length >= numbers.length * 0.9;
}

/** A key of the headings as they stand, in order; the same form gives the same key whatever its title says. FNV-1a, 64 bits, hexadecimal. */
export function headingHash(texts: readonly string[]): string {
  const bytes = new TextEncoder().encode(texts.map(headingKey).join('|').replace(/\|+$/, ''));
  let hash = 0xcbf29ce484222325n;
  for (const byte of bytes) hash = ((hash ^ BigInt(byte)) * 0x100000001b3n) & 0xffffffffffffffffn;
  return hash.toString(16).padStart(16, '0');
}
