/** Mould and end customer as far as they are shown. */
export interface MouldShown { mouldNo: string | null; title: string | null; customerName: string | null }

/** Mould and end customer of some lines, each once; null when nothing is shown. */
export function mouldWords(lines: readonly { mould: MouldShown | null }[]): string | null {
  const words = lines.map(({ mould }) => (mould === null ? '' : [mould.mouldNo, mould.title, mould.customerName].filter(Boolean).join(' · ')));
  return [...new Set(words)].filter(Boolean).join('; ') || null;
}
