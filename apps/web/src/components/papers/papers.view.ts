/** A file that shows a part, as far as the reader may see it. */
export interface PaperShown { id: string; name: string; purpose: string; mediaType: string | null; grantedStage: 'OUTLINE' | 'VIEW' | 'DOWNLOAD' }

/** What shows the part of one line of a lot or order. */
export interface LinePapers { id: string; itemNo: string; name: string; revision: string; thumbnailUrl: string | null; files: readonly PaperShown[] }

/** How a file is looked at in place: pages of a drawing, or a model. Null is only for saving. */
export function shownAs({ mediaType }: Pick<PaperShown, 'mediaType'>): 'PAGES' | 'MODEL' | null {
  if (mediaType === 'model/gltf-binary') return 'MODEL';
  return mediaType !== null && /^(application\/pdf|image\/(vnd\.dxf|png|jpeg|webp))$/.test(mediaType) ? 'PAGES' : null;
}

/** Drawings with pages that may be opened now, with the revision that they belong to. */
export function openPages(lines: readonly LinePapers[]): { id: string; name: string; revision: string }[] {
  return lines.flatMap(({ files, revision }) => files.filter((file) => file.grantedStage !== 'OUTLINE' && shownAs(file) === 'PAGES').map(({ id, name }) => ({ id, name, revision })));
}

/** News after which nothing of what is open may stay on the screen. */
export function closesPapers(type: string): boolean {
  return type === 'drawings.recalled' || type === 'lot.cancelled';
}

/** News after which papers are asked for again. */
export function changesPapers(type: string): boolean {
  return closesPapers(type) || type === 'drawings.given' || type.startsWith('order.');
}
