import type { QualificationGap } from '#contracts/quoting-bidding';

/** What decides whether a company may bid, read when its bid is judged. */
export interface QualificationFacts {
  /** Status of the company; null when quoting has never heard of it. */
  readonly status: 'PENDING' | 'OPEN' | 'SUSPENDED' | 'TERMINATED' | null;
  readonly isBuyer: boolean;
  /** Own and buyer's company registration in one form, frozen by invitation and publication; null where not given. */
  readonly registrationNo: string | null;
  readonly buyerRegistrationNo: string | null;
  /** True when another company under the same registration number was invited to the tender before: of one house only the first may bid, whoever has bid. */
  readonly sisterFirst: boolean;
  readonly ndaRequired: boolean;
  readonly ndaAccepted: boolean;
  /** True when the processes asked for are all offered or may be given on, and at least one is the company's own. */
  readonly capable: boolean;
}

/** Everything that a company lacks for bidding; empty when it may. */
export function gapsOf(facts: QualificationFacts): QualificationGap[] {
  const gaps: QualificationGap[] = [];
  const sameHouse = facts.registrationNo !== null && facts.registrationNo === facts.buyerRegistrationNo;
  if (facts.isBuyer || sameHouse) gaps.push('OWN_TENDER');
  if (facts.sisterFirst) gaps.push('SISTER_BID');
  if (facts.status === 'SUSPENDED' || facts.status === 'TERMINATED') gaps.push('STOPPED');
  if (facts.status === 'PENDING' || facts.status === null) gaps.push('VERIFICATION');
  if (facts.ndaRequired && !facts.ndaAccepted) gaps.push('NDA');
  if (!facts.capable) gaps.push('CAPABILITY');
  return gaps;
}
