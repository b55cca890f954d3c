import type { LotState, TenderAudienceView, TenderDisclosureView, TenderRulesView, TradeTermsView } from '#contracts/quoting-tender-terms';
import type { BuyerTenderView, DeclineReason, InvitationState, InvitationView, QuestionView } from '#contracts/quoting-tender-views';
import { tenderState } from './lot.lifecycle.js';
import { buyerLotView, mouldsOf, type LotRow } from './lot.view.js';

export interface TenderRow {
  id: string;
  buyerId: string;
  version: number;
  tenderNo: string;
  title: string;
  rules: TenderRulesView;
  audience: TenderAudienceView;
  disclosure: TenderDisclosureView;
  terms: TradeTermsView;
  taxRate: string;
  opensAt: Date;
  closesAt: Date;
  enquiryEndsAt: Date | null;
  priorTenderId: string | null;
  publishedAt: Date | null;
}

/** What every page of tenders gives besides its columns: distinct states of the lots, and the place in the list. */
export interface ListedTender {
  id: string;
  states: LotState[];
  ended: number;
  place: string;
}

/** A tender for its owner, without what the market says of it. A list that shows no lots still gives their states. */
export function buyerTenderView(tender: TenderRow, lots: readonly LotRow[], states: readonly LotState[] = lots.map((lot) => lot.state)): BuyerTenderView {
  const moulds = mouldsOf(lots);
  return {
    __typename: 'BuyerTender',
    id: tender.id,
    version: tender.version,
    tenderNo: tender.tenderNo,
    title: tender.title,
    state: tenderState(states),
    rules: tender.rules,
    audience: tender.audience,
    disclosure: tender.disclosure,
    terms: tender.terms,
    opensAt: tender.opensAt.toISOString(),
    closesAt: tender.closesAt.toISOString(),
    enquiryEndsAt: tender.enquiryEndsAt?.toISOString() ?? null,
    lots: lots.map((lot) => buyerLotView(lot, tender.disclosure, moulds)),
    priorTenderId: tender.priorTenderId,
    publishedAt: tender.publishedAt?.toISOString() ?? null,
  };
}

/** One invitation with the reasons given for declined lots. */
export function invitationView(row: { id: string; companyId: string; state: InvitationState; declines: DeclineReason[] }): InvitationView {
  return { id: row.id, companyId: row.companyId, email: null, state: row.state, declines: row.declines };
}

/** A question; who asked is only ever told to the asker. */
export function questionView(row: { id: string; lotId: string; companyId: string; text: string; answer: string | null; askedAt: Date }, viewerId: string): QuestionView {
  return {
    __typename: 'Question', id: row.id, lotId: row.lotId, text: row.text, answer: row.answer, mine: row.companyId === viewerId, askedAt: row.askedAt.toISOString(),
  };
}
