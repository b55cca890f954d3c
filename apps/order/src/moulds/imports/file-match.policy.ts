/** How a file was found to belong to a part. */
export type MatchedBy = 'NUMBER' | 'SHORT_NUMBER' | 'NAME';

/** A file and the part that its name speaks of. */
export interface FileMatch { readonly partNo: string; readonly by: MatchedBy; /** Letter that the name gives after the number; null without one. */ readonly revision: string | null }

export interface NumberedPart { readonly partNo: string; readonly name: string | null }

/** A text as it is compared: letters and digits only, with the places where one run of them ends. */
interface Squashed { readonly text: string; readonly breaks: ReadonlySet<number>; /** Places where somebody wrote something between. */ readonly gaps: ReadonlySet<number> }

const COPY = /(?:\(\d+\)|-\s*副本|\s*副本(?:\s*\(\d+\))?|\s*-?\s*copy(?:\s*\(\d+\))?)$/i;
const REVISION = /^(?:REV(?:ISION)?|版本|版|改)?([A-Z]{1,2})(?:版|改)?$/;

/** Full width to half, capitals, and everything between letters and digits taken out; a break is also where digits meet letters. */
function squashed(text: string): Squashed {
  const runs = [...text.normalize('NFKC').toUpperCase().matchAll(/\p{N}+|[A-Z]+|\p{Lo}+|[^\P{L}A-Z\p{Lo}]+/gu)];
  const breaks = new Set([0]);
  const gaps = new Set([0]);
  let [at, end] = [0, 0];
  for (const run of runs) {
    if (run.index > end) gaps.add(at);
    breaks.add((at += run[0].length));
    end = run.index + run[0].length;
  }
  return { text: runs.map((run) => run[0]).join(''), breaks, gaps };
}

/** The name of a file without its folder, its ending, and the marks of a second copy. */
export function stemOf(fileName: string): string {
  const last = fileName.normalize('NFKC').split(/[/\\]/).at(-1)!;
  return last.replace(/\.(?:stp|step|stpz|igs|iges|x_t|pdf|dxf|dwg|png|jpe?g|xlsx?|csv)$/i, '').replace(COPY, '').trim();
}

/**
 * Finds the part that each file belongs to by the number in its name: in any case, with any separators or none, in full width, with a revision after it.
 * The longest number wins, then one without the number of the mould before it if no other part ends so, then a name that is exactly that of one part.
 * A name that speaks of two parts alike is left to a person.
 */
export function matchFiles(names: readonly string[], parts: readonly NumberedPart[], mouldNo: string | null): (FileMatch | null)[] {
  const full = keyed(parts.map((part) => [squashed(part.partNo).text, part]));
  const mould = mouldNo === null ? '' : squashed(mouldNo).text;
  const short = keyed(parts.flatMap((part): [string, NumberedPart][] => {
    const { text } = squashed(part.partNo);
    const rest = mould !== '' && text.startsWith(mould) ? text.slice(mould.length) : '';
    return rest.length >= 2 && /\d/.test(rest) && !full.has(rest) ? [[rest, part]] : [];
  }));
  const byName = keyed(parts.flatMap((part): [string, NumberedPart][] => (part.name === null || squashed(part.name).text === '' ? [] : [[squashed(part.name).text, part]])));
  const longest = Math.max(0, ...[...full.keys()].map((key) => key.length));
  return names.map((name) => {
    const stem = squashed(stemOf(name));
    return numberIn(stem, full, longest, 'NUMBER') ?? numberIn(stem, short, longest, 'SHORT_NUMBER') ?? nameIn(stem, byName);
  });
}

/** The letter that the name of a file gives for a part of this number; null without one. */
export function revisionOfFile(name: string, partNo: string): string | null {
  return matchFiles([name], [{ partNo, name: null }], null)[0]?.revision ?? null;
}

/** Parts by key; null where a key stands for two. */
function keyed(pairs: readonly (readonly [string, NumberedPart])[]): Map<string, NumberedPart | null> {
  const map = new Map<string, NumberedPart | null>();
  for (const [key, part] of pairs) {
    if (key === '') continue;
    const other = map.get(key);
    map.set(key, other === undefined || other?.partNo === part.partNo ? part : null);
  }
  return map;
}

function numberIn({ text, breaks, gaps }: Squashed, parts: ReadonlyMap<string, NumberedPart | null>, longest: number, by: MatchedBy): FileMatch | null {
  const places = [...breaks].sort((a, b) => a - b);
  let found: { part: NumberedPart; from: number; to: number } | null = null;
  let twice = false;
  for (const from of places) {
    for (const to of places) {
      const size = to - from;
      if (size <= 0 || size > longest || (found !== null && size < found.to - found.from)) continue;
      const part = parts.get(text.slice(from, to));
      if (part === undefined || !spelledAlike(part, from, to, gaps)) continue;
      // 405 at the end of another number is another part.
      if (by === 'SHORT_NUMBER' && !/^\p{Lo}*$/u.test(text.slice(0, from))) continue;
      const longer = found === null || size > found.to - found.from;
      // A key of two parts, or two keys of one length, says nothing.
      if (part === null) twice = true;
      else if (longer) { found = { part, from, to }; twice = false; }
      else if (part.partNo !== found!.part.partNo) twice = true;
    }
  }
  if (found === null || twice) return null;
  return { partNo: found.part.partNo, by, revision: revisionIn(text.slice(found.to), breaks, found.to) };
}

/** 405-1 is not 4051: who writes gaps at all writes those between digits. */
function spelledAlike(part: NumberedPart | null, from: number, to: number, gaps: ReadonlySet<number>): boolean {
  if (part === null || ![...gaps].some((gap) => gap > from && gap < to)) return true;
  const { text, gaps: own } = squashed(part.partNo);
  const offset = text.length - (to - from);
  return [...own].every((gap) => gap <= offset || !/\d/.test(text[gap - 1]!) || !/\d/.test(text[gap]!) || gaps.has(from + gap - offset));
}

function nameIn({ text, breaks }: Squashed, parts: ReadonlyMap<string, NumberedPart | null>): FileMatch | null {
  for (const to of [...breaks].sort((a, b) => b - a)) {
    const part = to === 0 ? undefined : parts.get(text.slice(0, to));
    const rest = text.slice(to);
    if (part && (rest === '' || REVISION.test(rest))) return { partNo: part.partNo, by: 'NAME', revision: revisionIn(rest, breaks, to) };
  }
  return null;
}

/** The letters of a revision after a number: all that is left, or what stands before a name. */
function revisionIn(rest: string, breaks: ReadonlySet<number>, from: number): string | null {
  const whole = REVISION.exec(rest);
  if (whole) return whole[1]!;
  for (const place of [...breaks].sort((a, b) => a - b)) {
    if (place <= from) continue;
    const first = rest.slice(0, place - from);
    // Latin letters right before Chinese ones or a number: `405_B_滑块`.
    const found = /^(?:REV)?([A-Z])$/.exec(first);
    return found && !/^[A-Z]/.test(rest.slice(place - from)) ? found[1]! : null;
  }
  return null;
}
