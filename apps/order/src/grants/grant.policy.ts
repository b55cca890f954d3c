import { DAY_MS } from '#kernel';
import type { DrawingReach } from '#contracts/quoting-drawings';
import type { DrawingStage } from '#contracts/quoting-tender-terms';
import type { OrderLineState } from '#contracts/order-orders';

/** Drawings taken back from a company: those of a part, or those of a tender. */
export interface Recall { tenderId: string | null; partId: string | null; reason: string; recalledAt: string }

/** What a company has of the drawings of one part in one revision, and by which line of a lot or order. */
export interface Claim {
  lineId: string;
  as: 'OWNER' | 'BIDDER' | 'SUPPLIER';
  ownerId: string;
  partId: string;
  revision: string;
  tenderId: string;
  /** Lot and line, as bidders read them; null in an order, where files have the names that their owner gave them. */
  place: string | null;
  reach: DrawingReach;
}

/** What decides how far the supplier of an order line sees its drawings. */
export interface OrderFacts { state: OrderLineState; acceptedAt: Date | null; superseded: boolean }

const STAGES: readonly (DrawingStage | null)[] = [null, 'OUTLINE', 'VIEW', 'DOWNLOAD'];

/** True when a stage that is held contains the one asked for. */
export function holds(held: DrawingStage | null, asked: DrawingStage): boolean {
  return STAGES.indexOf(held) >= STAGES.indexOf(asked);
}

/**
 * How far a supplier sees the drawings of its line: the originals of the ordered revision until the claims of an accepted line are over; of a revision that was
 * followed by another nothing to make parts by; of a line that was cancelled nothing.
 */
export function supplierReach({ state, acceptedAt, superseded }: OrderFacts, claimDays: number, now: Date): DrawingReach {
  if (state === 'CANCELLED' || state === 'TERMINATED') return { stage: null, hindrance: 'CANCELLED', until: null };
  const end = acceptedAt === null ? null : new Date(acceptedAt.getTime() + claimDays * DAY_MS);
  if (end !== null && end <= now) return { stage: null, hindrance: 'ENDED', until: end.toISOString() };
  const until = end?.toISOString() ?? null;
  return superseded ? { stage: 'OUTLINE', hindrance: 'SUPERSEDED', until } : { stage: 'DOWNLOAD', hindrance: null, until };
}

/** The reach without what was taken back. */
export function lessRecalled(reach: DrawingReach, { tenderId, partId }: Pick<Claim, 'tenderId' | 'partId'>, recalls: readonly Recall[]): DrawingReach {
  return recallOf({ tenderId, partId }, recalls) ? { stage: null, hindrance: 'RECALLED', until: null } : reach;
}

/** The recall that stands against a claim; null without one. */
export function recallOf({ tenderId, partId }: Pick<Claim, 'tenderId' | 'partId'>, recalls: readonly Recall[]): Recall | null {
  return recalls.find((recall) => (recall.tenderId !== null && recall.tenderId === tenderId) || (recall.partId !== null && recall.partId === partId)) ?? null;
}

/**
 * The claim that shows most, once what was taken back is away. A line that became an order counts as that order alone, and whoever has an order by a revision that was
 * followed by another (`isFollowed`) opens it as no bidder either: parts must not be made by it.
 */
export function bestClaim(claims: readonly Claim[], recalls: readonly Recall[], isFollowed: (claim: Claim) => boolean): Claim | null {
  const orders = claims.filter(({ as }) => as === 'SUPPLIER');
  const counting = claims.filter((claim) => claim.as !== 'BIDDER' || !orders.some(({ lineId }) => lineId === claim.lineId));
  const left = counting.map((claim): Claim => {
    if (claim.as === 'OWNER') return claim;
    const reach: DrawingReach = claim.as === 'BIDDER' && isFollowed(claim) && holds(claim.reach.stage, 'VIEW') ? { ...claim.reach, stage: 'OUTLINE', hindrance: 'SUPERSEDED' } : claim.reach;
    return { ...claim, reach: lessRecalled(reach, claim, recalls) };
  });
  return left.sort((a, b) => STAGES.indexOf(b.reach.stage) - STAGES.indexOf(a.reach.stage) || Number(b.as === 'SUPPLIER') - Number(a.as === 'SUPPLIER') || a.lineId.localeCompare(b.lineId))[0] ?? null;
}

const EXTENSIONS: Readonly<Record<string, string>> = {
  'application/pdf': 'pdf', 'image/vnd.dxf': 'dxf', 'image/vnd.dwg': 'dwg', 'model/step': 'step', 'model/iges': 'igs', 'model/x-parasolid': 'x_t', 'model/gltf-binary': 'glb',
};

/** Name of a file for bidders: place of the line, revision, and the number among several of a kind. What the file was called says too much. */
export function neutralName(place: string, revision: string, mediaType: string | null, nth: number): string {
  return `${place}_${revision}${nth > 1 ? `-${nth}` : ''}.${EXTENSIONS[mediaType ?? ''] ?? 'bin'}`;
}

/** What of a file can be shown in place: pages of a drawing or photograph, or a model in three dimensions. Null is only for saving. */
export function shownAs(mediaType: string | null): 'PAGES' | 'MODEL' | null {
  if (mediaType === 'model/gltf-binary') return 'MODEL';
  return mediaType !== null && /^(application\/pdf|image\/(vnd\.dxf|png|jpeg|webp))$/.test(mediaType) ? 'PAGES' : null;
}
