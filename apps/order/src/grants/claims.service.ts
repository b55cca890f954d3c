import { Inject, Injectable } from '@nestjs/common';
import type { Actor } from '#contracts';
import { drawingStandings, type DrawingStandingView } from '#contracts/quoting-drawings';
import { Database } from '#platform/database';
import { Rpc } from '#platform/rpc';
import { bestClaim, supplierReach, type Claim } from './grant.policy.js';
import { GRANT_OPTIONS, type GrantOptions } from './grants-options.port.js';
import { readOrderedLines, readPapers, type FileOwner, type OrderedLine, type PaperFile, type Papers } from './paper-rows.storage.js';

const DEADLINE_MS = 4_000;
/** Parts that quoting is asked for at a time. */
const MOST_ASKED = 500;

/** A claim together with the papers that it is about. */
export interface Claimed { claim: Claim; papers: Papers }

/**
 * What a company has of drawings, looked up anew each time: its order lines here, its invitations from quoting, which alone knows of acceptances, refusals and
 * closings. Nothing of it is remembered, so that a no holds from the moment it is said.
 */
@Injectable()
export class Claims {
  constructor(private readonly database: Database, private readonly rpc: Rpc, @Inject(GRANT_OPTIONS) private readonly options: Pick<GrantOptions, 'claimDays'>) {}

  /** What lines of lots and orders show to the company, by line; lines that are nothing to it are absent. */
  async ofLines(actor: Actor, lineIds: readonly string[]): Promise<Map<string, Claimed>> {
    const ordered = await readOrderedLines(this.database, actor.companyId, lineIds, []);
    const known = new Set(ordered.map(({ lineId }) => lineId));
    const rest = lineIds.filter((id) => !known.has(id));
    const standings = rest.length === 0 ? [] : await this.standings(actor, { lineIds: rest });
    const papers = await this.papersOf(actor, [...ordered, ...standings]);
    const claims = [...this.orderClaims(actor, ordered), ...standings.map((line) => bidderClaim(actor, line))];
    return new Map([...new Set(claims.map(({ lineId }) => lineId))].flatMap((lineId): [string, Claimed][] => {
      const found = this.best(claims.filter((claim) => claim.lineId === lineId), papers);
      return found === null ? [] : [[lineId, found]];
    }));
  }

  /** The best that the company has of a file of another one; null when it has never been shown anything of it. */
  async ofFile(actor: Actor, fileId: string, { parts }: FileOwner): Promise<Claimed | null> {
    if (parts.length === 0) return null;
    const partIds = [...new Set(parts.map(({ partId }) => partId))];
    const [ordered, ...asked] = await Promise.all([
      readOrderedLines(this.database, actor.companyId, [], partIds), ...chunksOf(partIds, MOST_ASKED).map((some) => this.standings(actor, { partIds: some })),
    ]);
    const standings = asked.flat();
    const shows = new Set(parts.map(({ partId, revision }) => `${partId} ${revision}`));
    const about = <T extends { partId: string; revision: string }>(lines: readonly T[]): T[] => lines.filter(({ partId, revision }) => shows.has(`${partId} ${revision}`));
    const claims = [...this.orderClaims(actor, about(ordered)), ...about(standings).map((line) => bidderClaim(actor, line))];
    const papers = (await this.papersOf(actor, claims)).filter((each) => isAmong(each, fileId));
    return this.best(claims.filter(({ partId, revision }) => papers.some((each) => each.partId === partId && each.revision === revision)), papers);
  }

  /** Whether and how a line shows a file now; null when it does not. */
  async ofFileByLine(actor: Actor, fileId: string, lineId: string): Promise<Claimed | null> {
    const found = (await this.ofLines(actor, [lineId])).get(lineId);
    return found && isAmong(found.papers, fileId) ? found : null;
  }

  private best(claims: readonly Claim[], papers: readonly Papers[]): Claimed | null {
    const recalls = papers.flatMap((each) => each.recalls);
    const papersOf = (claim: Claim): Papers | undefined => papers.find(({ partId, revision }) => partId === claim.partId && revision === claim.revision);
    const claim = bestClaim(claims, recalls, (each) => papersOf(each)?.isFollowed ?? false);
    const of = claim && papersOf(claim);
    return claim && of ? { claim, papers: of } : null;
  }

  private standings(actor: Actor, which: { lineIds?: string[]; partIds?: string[] }): Promise<DrawingStandingView[]> {
    return this.rpc.callAsHouse(drawingStandings, actor, which, { deadlineMs: DEADLINE_MS });
  }

  private papersOf(actor: Actor, lines: readonly { partId: string; revision: string }[]): Promise<Papers[]> {
    return lines.length === 0 ? Promise.resolve([]) : readPapers(this.database, actor.companyId, lines);
  }

  private orderClaims(actor: Actor, lines: readonly OrderedLine[]): Claim[] {
    return lines.map((line): Claim => {
      const { lineId, buyerId: ownerId, partId, revision, tenderId } = line;
      const own = ownerId === actor.companyId;
      return { lineId, ownerId, partId, revision, tenderId, place: null, as: own ? 'OWNER' : 'SUPPLIER', reach: own ? OWN : supplierReach(line, this.options.claimDays, line.now) };
    });
  }
}

function chunksOf<T>(all: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, i) => all.slice(i * size, (i + 1) * size));
}

const OWN = { stage: 'DOWNLOAD', hindrance: null, until: null } as const;

function bidderClaim(actor: Actor, { lineId, lotNo, lineNo, tenderId, buyerId, partId, revision, stage, hindrance, until }: DrawingStandingView): Claim {
  const own = buyerId === actor.companyId;
  return { lineId, as: own ? 'OWNER' : 'BIDDER', ownerId: buyerId, partId, revision, tenderId, place: own ? null : `${lotNo}-${lineNo}`, reach: own ? OWN : { stage, hindrance, until } };
}

/** True when a file is one of the papers. */
export function isAmong({ files, mesh, thumbnailId }: Papers, fileId: string): boolean {
  return thumbnailId === fileId || mesh?.id === fileId || files.some(({ id }) => id === fileId);
}

/** A file among papers with its number among those of its kind. */
export interface Numbered { file: PaperFile; nth: number }

/** The files among papers, with their number among those of their kind. */
export function numbered({ files, mesh }: Papers): Numbered[] {
  const counts = new Map<string | null, number>();
  return [...files, ...(mesh === null ? [] : [mesh])].map((file) => {
    const nth = (counts.get(file.mediaType) ?? 0) + 1;
    counts.set(file.mediaType, nth);
    return { file, nth };
  });
}
