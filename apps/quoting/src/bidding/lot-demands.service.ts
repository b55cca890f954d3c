import type { QualificationGap } from '#contracts/quoting-bidding';
import { demandsOf, fitOf } from '../capacity/index.js';
import type { AskerRow } from './desk-rows.storage.js';
import type { HeldLot } from './desk.locks.js';
import { gapsOf } from './qualification.policy.js';

/** What is asked of bidders of a lot besides its terms; does not change while the terms do not. */
interface Demands { readonly termsVersion: number; readonly asked: readonly string[]; readonly ndaRequired: boolean; readonly mayGiveOn: readonly string[] }

const NO_SIZE = { lengthMm: null, widthMm: null, heightMm: null, diameterMm: null };
const MOST_REMEMBERED = 50_000;

/** What lots ask of their bidders, read with the lock of a lot that is new here and remembered while its terms stand. */
export class LotDemands {
  private readonly known = new Map<string, Demands>();
  private readonly companions = new Map<string, readonly string[]>();

  /** @param most lots that are remembered; it must be more than one batch can hold. */
  constructor(private readonly most = MOST_REMEMBERED) {}

  /** True when the demands of the lot under these terms need not be read. */
  know(lotId: string, termsVersion: number | undefined): boolean {
    const demands = this.known.get(lotId);
    if (demands === undefined || demands.termsVersion !== termsVersion) return false;
    // It is needed in this batch: lots that are new here must not push it out.
    this.keep(this.known, lotId, demands);
    return true;
  }

  /** Takes in what came with a lock; nothing when it was not asked for. */
  remember(held: HeldLot, termsVersion: number): void {
    if (held.nda_required === null) return;
    this.keep(this.known, held.id, { termsVersion, asked: held.asked ?? [], ndaRequired: held.nda_required, mayGiveOn: held.may_give_on ?? [] });
  }

  /** The lots together with those that close with them, as far as that is known. */
  withCompanions(lotIds: readonly string[]): string[] {
    return [...new Set(lotIds.flatMap((id) => {
      const companions = this.companions.get(id);
      if (companions === undefined) return [id];
      this.keep(this.companions, id, companions);
      return [id, ...companions];
    }))].sort();
  }

  /** True when a lot that was locked turns out to close together with lots that were not: they must be locked before it is decided. */
  closesWithMore(rows: readonly HeldLot[]): boolean {
    const held = new Set(rows.map((row) => row.id));
    for (const row of rows) if (row.closes_with !== null) this.keep(this.companions, row.id, row.closes_with);
    return rows.some((row) => row.closes_with?.some((id) => !held.has(id)) ?? false);
  }

  /** Forgets lots whose terms have turned out to be others than was believed. */
  forget(lotIds: readonly string[]): void {
    for (const id of lotIds) this.known.delete(id);
  }

  /** True when it is known which lots close together with this one. */
  hasCompanions(lotId: string): boolean {
    return this.companions.has(lotId);
  }

  /** Everything that a company lacks for bidding on a lot, by what was read of it behind the lock. */
  gaps(held: HeldLot, companyId: string, asker: AskerRow): QualificationGap[] {
    const { asked, ndaRequired, mayGiveOn } = this.known.get(held.id)!;
    const demands = demandsOf({ operations: asked.map((process, seq) => ({ seq, process, plannedMinutes: null, inspect: false })), size: NO_SIZE, unitMassKg: null, requirements: null, hardness: null });
    return gapsOf({
      status: asker.status, isBuyer: held.buyer_company_id === companyId, registrationNo: asker.registration_no, buyerRegistrationNo: asker.buyer_registration_no, sisterFirst: asker.sister_first,
      ndaRequired, ndaAccepted: asker.nda_accepted,
      // By process only: whether a machine is large enough was weighed when the company was invited, and machines change.
      capable: demands.length === 0 || fitOf({ processes: asker.processes ?? [], machines: [] }, demands, mayGiveOn, null).fits,
    });
  }

  /** Remembers as the newest and forgets what was needed the longest ago. */
  private keep<V>(map: Map<string, V>, lotId: string, value: V): void {
    map.delete(lotId);
    map.set(lotId, value);
    if (map.size > this.most) map.delete(map.keys().next().value!);
  }
}
