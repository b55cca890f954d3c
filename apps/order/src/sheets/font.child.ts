import { GlobalFonts } from '@napi-rs/canvas';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const FOLDER = dirname(createRequire(import.meta.url).resolve('@fontsource-variable/noto-sans-sc/package.json'));
/** Weight of all letters; the font holds all of them. */
export const WEIGHT = "'wght' 450";

interface Piece { readonly name: string; readonly file: string; readonly ranges: readonly (readonly [from: number, to: number])[] }

/** The font comes in about a hundred pieces, each with its letters. */
const pieces: readonly Piece[] = Object.entries(JSON.parse(readFileSync(join(FOLDER, 'unicode.json'), 'utf8')) as Record<string, string>).map(([key, ranges]) => {
  const piece = key.replace(/[[\]]/g, '');
  return { name: `Sheet ${piece}`, file: join(FOLDER, 'files', `noto-sans-sc-${piece}-wght-normal.woff2`), ranges: ranges.split(',').map((range) => {
    const [from, to] = range.replace('U+', '').split('-');
    return [parseInt(from!, 16), parseInt(to ?? from!, 16)] as const;
  }) };
}).sort((a, b) => Number(b.name === 'Sheet latin') - Number(a.name === 'Sheet latin'));
const lent = new Set<string>();

/** Families for a CSS font that has the letters of a text; of the whole font for null. Only the pieces that are needed are opened. */
export function familiesFor(text: string | null): string {
  const letters = text === null ? null : [...new Set(text)].map((letter) => letter.codePointAt(0)!);
  const needed = pieces.filter(({ name, ranges }) => letters === null || name === 'Sheet latin' || letters.some((letter) => ranges.some(([from, to]) => letter >= from && letter <= to)));
  for (const { name, file } of needed) {
    if (lent.has(name)) continue;
    lent.add(name);
    GlobalFonts.register(readFileSync(file), name);
  }
  return needed.map(({ name }) => `"${name}"`).join(', ');
}
