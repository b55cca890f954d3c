/** A drawing or photograph that can be shown, with the revision that it belongs to. */
export interface SheetDocument { id: string; name: string; revision: string }
interface Looked { id: string; name: string; purpose: string; mediaType: string | null }

/** Drawings and pictures of a part, the present ones first, then those of earlier revisions; a file that several revisions share stands once, with the latest. */
export function documentsOf({ revision, files, revisions }: { revision: string; files: readonly Looked[]; revisions?: readonly { revision: string; files: readonly Looked[] }[] }): SheetDocument[] {
  const found = new Map<string, SheetDocument>();
  for (const one of [{ revision, files }, ...revisions ?? []]) {
    for (const { id, name, purpose, mediaType } of one.files) {
      const isLookedAt = purpose === 'DRAWING' || mediaType === 'application/pdf' || (mediaType?.startsWith('image/') ?? false);
      if (isLookedAt && !found.has(id)) found.set(id, { id, name, revision: one.revision });
    }
  }
  return [...found.values()];
}
