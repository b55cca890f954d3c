import type { FilePurpose } from '#contracts/order-files';
import { matchFiles, stemOf, type MatchedBy, type NumberedPart } from './file-match.policy.js';

/** A file that may belong to a part. */
export interface PartFile { readonly id: string; readonly name: string; readonly purpose: FilePurpose; readonly mediaType: string | null; readonly sha256: string | null }

/** What a person said of a file: the part it belongs to, or that it belongs to none. */
export interface FileAssignment { readonly fileId: string; readonly partNo: string | null }

/** A file and where it goes. */
export interface Attached { readonly file: PartFile; readonly partNo: string; readonly by: MatchedBy | 'PERSON'; readonly revision: string | null }

/** Files of an import by part, and those that fit none. `aside` are those that a person left out. */
export interface Attachments { readonly attached: readonly Attached[]; readonly unmatched: readonly PartFile[]; readonly aside: readonly PartFile[] }

/** Sorts files to parts: what a person said first, then what their names say. */
export function attachmentsOf(files: readonly PartFile[], parts: readonly NumberedPart[], mouldNo: string | null, assigned: readonly FileAssignment[]): Attachments {
  if (files.length === 0) return { attached: [], unmatched: [], aside: [] };
  const said = new Map(assigned.map(({ fileId, partNo }) => [fileId, partNo]));
  const known = new Map(parts.map(({ partNo }) => [partNo.toUpperCase(), partNo]));
  const matches = matchFiles(files.map(({ name }) => name), parts, mouldNo);
  const [attached, unmatched, aside]: [Attached[], PartFile[], PartFile[]] = [[], [], []];
  files.forEach((file, i) => {
    const person = said.get(file.id);
    if (person === null) return aside.push(file);
    const chosen = person === undefined ? undefined : known.get(person.toUpperCase());
    if (chosen !== undefined) return attached.push({ file, partNo: chosen, by: 'PERSON', revision: matches[i]?.partNo === chosen ? matches[i]!.revision : null });
    const match = matches[i];
    return match ? attached.push({ file, ...match }) : unmatched.push(file);
  });
  return { attached, unmatched, aside };
}

/** What attaching does to the files of one part. */
export interface FileChange {
  /** Ids of the files of the part afterwards. */
  readonly fileIds: string[];
  /** What becomes of each attached file: a new one, one that takes the place of an older, or the same content again, which changes nothing. */
  readonly outcome: ReadonlyMap<string, 'ADD' | 'REPLACE' | 'SAME'>;
  /** The latest letter that the names of new files give; null without one. */
  readonly revision: string | null;
}

/**
 * The files of a part with the attached ones. Content that the part has already is nothing new, whatever its name; a file takes the place of one of the
 * same kind whose name differs in the revision only, or that is the only one of its kind.
 */
export function withFiles(before: readonly PartFile[], attached: readonly Attached[]): FileChange {
  const now = [...before];
  const outcome = new Map<string, 'ADD' | 'REPLACE' | 'SAME'>();
  const replaced = new Set<string>();
  let revision: string | null = null;
  for (const { file, revision: letter } of attached) {
    if (now.some((other) => other.id === file.id || (other.sha256 !== null && other.sha256 === file.sha256))) {
      outcome.set(file.id, 'SAME');
      continue;
    }
    const alike = now.filter((other) => other.purpose === file.purpose && other.mediaType === file.mediaType && !replaced.has(other.id) && before.includes(other));
    const old = alike.find((other) => baseOf(other.name) === baseOf(file.name)) ?? (alike.length === 1 && attached.filter((a) => a.file.mediaType === file.mediaType).length === 1 ? alike[0] : undefined);
    if (old) now[now.indexOf(old)] = file;
    else now.push(file);
    if (old) replaced.add(old.id);
    outcome.set(file.id, old ? 'REPLACE' : 'ADD');
    if (letter !== null && (revision === null || letter.length > revision.length || (letter.length === revision.length && letter > revision))) revision = letter;
  }
  return { fileIds: now.map(({ id }) => id).slice(0, 50), outcome, revision };
}

/** A name without its revision. */
function baseOf(name: string): string {
  return stemOf(name).toUpperCase().replace(/[\s_\-.(（]*(?:REV\.?|版本?)?\s*[A-Z][)）]?$/, '');
}
