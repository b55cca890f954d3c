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

/** What has changed, as the live stream tells it; RESET when it cannot tell what was missed. */
export type PaperNews = { type: string; subjectId: string } | 'RESET';

/**
 * What news mean for papers of a lot or order line, given by its ids. CLOSE: what is open was taken back, nothing of it may stay. HIDE: nobody knows what happened meanwhile, so
 * nothing is seen until it was asked for again. LOOK: there may be more to see. Null: it is about something else.
 */
export function afterNews(news: PaperNews, subjectIds: readonly string[]): 'CLOSE' | 'HIDE' | 'LOOK' | null {
  if (news === 'RESET') return 'HIDE';
  const isOurs = subjectIds.includes(news.subjectId);
  if (news.type === 'drawings.recalled' || news.type === 'lot.cancelled') return isOurs ? 'CLOSE' : null;
  // An order that comes of a lot is told under its own id.
  return news.type.startsWith('order.') || (isOurs && news.type === 'drawings.given') ? 'LOOK' : null;
}
