import type { BomRecord } from './bom-grid.policy.js';
import { cellText } from './cell-text.policy.js';

/** What the lines around a list say about it. */
export interface ListHead {
  readonly title: string | null;
  readonly mouldNo: string | null;
  readonly product: string | null;
  readonly cavities: string | null;
  readonly date: string | null;
  readonly drawnBy: string | null;
}

const KEYS: readonly (readonly [Exclude<keyof ListHead, 'title'>, string])[] = [
  ['mouldNo', '模具编号|模具号|模号|mou?ld\\s*no\\.?|tool\\s*no\\.?'],
  ['product', '产品名称|产品|制品名称|模具名称|品名|product(?:\\s*name)?|part\\s*description|mou?ld\\s*name'],
  ['cavities', '穴数|模穴数?|出数|cavit(?:y|ies)'], ['date', '制表日期|日期|date'], ['drawnBy', '制表人?|编制人?|设计者?|绘制|prepared\\s*by|designer|drawn\\s*by'],
];
/** A list without a mould number may carry the project's. */
const PROJECT = '项目编号|项目号|工程编号|project\\s*no\\.?|job\\s*no\\.?';
const ANY_KEY = new RegExp(`(?:^|\\s)(?:${[PROJECT, ...KEYS.map(([, words]) => words)].join('|')})\\s*[:：]`, 'i');

/** Reads mould number, product, date and the like from the records above a heading: `模号:AC2507` in one cell, or a label and the next cell. */
export function readListHead(records: readonly BomRecord[]): ListHead {
  const found: Record<string, string> = {};
  const keys = [...KEYS, ['project', PROJECT] as const];
  for (const { cells } of records) {
    const texts = cells.map((cell) => cellText(cell).replace(/\s*\n\s*/g, '  '));
    for (const [i, text] of texts.entries()) {
      for (const [key, words] of keys) {
        if (found[key] !== undefined) continue;
        const value = inCell(text, words) ?? (new RegExp(`^(?:${words})\\s*[:：]?$`, 'i').test(text) ? nextValue(texts, i) : null);
        if (value !== null) found[key] = value.slice(0, 200);
      }
    }
  }
  const title = records.flatMap(({ cells }) => cells).map(cellText).find((text) => text.length >= 4 && !ANY_KEY.test(text)) ?? null;
  return {
    title: title?.slice(0, 200) ?? null, mouldNo: found.mouldNo ?? found.project ?? null, product: found.product ?? null, cavities: found.cavities ?? null,
    date: found.date ?? null, drawnBy: found.drawnBy ?? null,
  };
}

/** The value after `key:` up to the next key or a wide gap. */
function inCell(text: string, words: string): string | null {
  const found = new RegExp(`(?:^|\\s)(?:${words})\\s*[:：]\\s*(.*)$`, 'i').exec(text);
  if (!found) return null;
  const rest = found[1]!;
  const nextKey = /\s+[^\s:：]{1,12}[:：]/.exec(rest);
  return rest.slice(0, nextKey?.index ?? rest.length).split(/\s{2,}/)[0]!.trim() || null;
}

function nextValue(texts: readonly string[], at: number): string | null {
  return texts.slice(at + 1, at + 4).find((text) => text !== '' && !/[:：]$/.test(text)) ?? null;
}
