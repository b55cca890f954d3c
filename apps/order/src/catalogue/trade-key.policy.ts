/**
 * The key under which a word of the trade is looked up: compatibility forms (full-width, circled) made plain, case, blanks, hyphens and
 * the "number" sign gone. `SKD-61`, `skd61` and `ＳＫＤ６１` are one key, and so are `45#` and `45`.
 */
export function tradeKey(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/[\s\-_#·‐-―]/g, '');
}

/** The single names in a combined one: `顶针(圆)` is 顶针, `日期章/字码` is both. */
export function singleNames(name: string): string[] {
  return name.replace(/[(（].*?[)）]/g, '').split(/[/／]/).map((part) => part.trim()).filter((part) => part !== '');
}

/** Number of single-letter edits between two short words. */
export function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      next.push(Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)));
    }
    row = next;
  }
  return row[b.length]!;
}
