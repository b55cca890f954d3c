import type { AccessFragment } from '../../generated/types.js';

export type Grant = AccessFragment['grants'][number];
export type Opening = AccessFragment['openings'][number];

/** What was opened in one go: the same person, file, stage and outcome, one page after the other. */
export interface Look { id: string; company: string; person: string; isOwn: boolean; fileId: string; stage: Opening['stage']; pages: number[]; outcome: Opening['outcome']; why: Opening['why']; times: number; at: string }

/** How long after one another pages are one look. */
const ONE_LOOK_MS = 10 * 60_000;

/** Entries of the log, newest first, as people looked: pages of one sitting are one line. */
export function looksOf(openings: readonly Opening[], ownId: string): Look[] {
  const looks: Look[] = [];
  for (const opening of openings) {
    const { id, company, companyName, personName, byKey, fileId, stage, page, outcome, why, times, openedAt } = opening;
    const look: Look = {
      id, company: company?.name ?? companyName ?? '—', person: personName ?? (byKey ? 'API' : '—'), isOwn: company?.id === ownId, fileId, stage, pages: page === null ? [] : [page], outcome, why, times, at: openedAt,
    };
    const last = looks.find((other) => isSame(other, look) && Date.parse(other.at) - Date.parse(openedAt) < ONE_LOOK_MS);
    if (last) {
      last.pages = [...new Set([...look.pages, ...last.pages])].sort((a, b) => a - b);
      last.times += times;
    } else looks.push(look);
  }
  return looks;
}

function isSame(a: Look, b: Look): boolean {
  return a.company === b.company && a.person === b.person && a.fileId === b.fileId && a.stage === b.stage && a.outcome === b.outcome && a.why === b.why;
}

/** When a company last opened something, by its name; absent when it never did. */
export function lastLooks(openings: readonly Opening[]): ReadonlyMap<string, string> {
  const last = new Map<string, string>();
  for (const { company, outcome, openedAt } of openings) if (company && outcome === 'OPENED' && !last.has(company.id)) last.set(company.id, openedAt);
  return last;
}
