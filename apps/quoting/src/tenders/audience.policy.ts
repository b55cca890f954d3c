import type { TenderAudienceView } from '#contracts/quoting-tender-terms';

/** A company that could be invited, as the buyer's side knows it. */
export interface Candidate {
  companyId: string;
  status: 'PENDING' | 'OPEN' | 'SUSPENDED' | 'TERMINATED';
  registrationNo: string | null;
  relation: 'NONE' | 'TRUSTED' | 'BLOCKED';
  distanceKm: number | null;
  /** Does at least one lot fit? */
  fits: boolean;
  /** Best score over the lots, 0 to 100. */
  score: number;
}

export interface Choice {
  invited: { companyId: string; byName: boolean }[];
  /** Named by the buyer, yet never to be invited. */
  refused: string[];
}

/** A registration number in the one form in which it is compared: hyphens do not count. */
function houseOf(registrationNo: string): string {
  return registrationNo.replaceAll('-', '');
}

/** A tender has no more invitations than this. */
export const MOST_INVITATIONS = 300;

/**
 * Who is invited, in this order. Named companies come first, as they were named, whatever they can do; trusted ones and neighbours only when a lot fits them.
 * Never: the excluded, the blocked, the stopped, and the buyer itself under another roof (the same registration number).
 */
export function chooseInvited(buyer: { companyId: string; registrationNo: string | null }, audience: TenderAudienceView, candidates: readonly Candidate[], firstRound: readonly string[] = []): Choice {
  const named = new Set(audience.companyIds);
  const excluded = new Set(audience.excludedIds);
  const earlier = new Set(firstRound);
  const house = buyer.registrationNo === null ? null : houseOf(buyer.registrationNo);
  const may = (one: Candidate): boolean => one.companyId !== buyer.companyId && !excluded.has(one.companyId) && one.relation !== 'BLOCKED'
    && !(one.registrationNo !== null && houseOf(one.registrationNo) === house);
  const wanted = (one: Candidate): boolean => one.fits && one.status === 'OPEN'
    && ((audience.trusted && one.relation === 'TRUSTED') || (audience.withinKm !== null && one.distanceKm !== null && one.distanceKm <= audience.withinKm) || earlier.has(one.companyId));
  const byName = [...named].flatMap((id) => candidates.filter((one) => one.companyId === id));
  const comes = byName.filter((one) => may(one) && (one.status === 'OPEN' || one.status === 'PENDING'));
  const found = candidates.filter((one) => !named.has(one.companyId) && may(one) && wanted(one)).sort((a, b) => b.score - a.score || (a.companyId < b.companyId ? -1 : 1));
  return {
    invited: [...comes.map(({ companyId }) => ({ companyId, byName: true })), ...found.map(({ companyId }) => ({ companyId, byName: false }))].slice(0, MOST_INVITATIONS),
    refused: byName.filter((one) => !comes.includes(one)).map((one) => one.companyId),
  };
}
