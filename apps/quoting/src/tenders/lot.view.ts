import { formatDecimal, parseDecimal, type Money } from '#kernel';
import type { Locale, MouldNames, PartSnapshot } from '#contracts';
import type { LotState, MaterialSupply, TenderDisclosureView, TenderRulesView, TradeTermsView } from '#contracts/quoting-tender-terms';
import type { BidderLotView, BuyerLotView, LotLineView, LotTextsView } from '#contracts/quoting-tender-views';
import { drawingReach } from './drawing-reach.policy.js';
import { masked, namesHidden, namesShown, type Unmasked } from './mask.policy.js';
import { ndaText, type Sha256 } from './nda.view.js';

/** A line as it is kept; `snapshot` holds more than a bidder may see, and only this file makes a view of it. */
export interface LineState {
  id: string;
  lineNo: number;
  partId: string;
  operationSeqs: number[] | null;
  /** Null in a draft: all pieces that are open. */
  quantity: number | null;
  requestedDate: string;
  materialSupply: MaterialSupply;
  snapshot: PartSnapshot;
}

/** Tax basis and amounts of a lot; amounts are minor units as strings. */
export interface LotMoney {
  currency: string;
  taxIncluded: boolean;
  taxRate: string;
  ceilingMinor: string | null;
  reserveMinor: string | null;
}

export interface LotRow extends LotMoney {
  id: string;
  tenderId: string;
  lotNo: number;
  title: string;
  state: LotState;
  termsVersion: number;
  opensAt: Date;
  closesAt: Date;
  extensions: number;
  openQuestions: number;
  lines: LineState[];
}

/** A lot together with what its bidder's view needs of tender, invitation and fit. */
export interface BidderLotRow extends Omit<LotRow, 'openQuestions' | 'reserveMinor'> {
  buyerId: string;
  tenderNo: string;
  rules: TenderRulesView;
  terms: TradeTermsView;
  disclosure: TenderDisclosureView;
  closedAt: Date | null;
  ndaAccepted: boolean;
  declined: boolean;
  /** The lot was offered to the company, and it has not turned the offer down: nothing is masked any more. */
  awarded: boolean;
  /** Names of all moulds of the tender: its texts, and those of its lots, may speak of each. */
  mouldNames: MouldNames[];
  /** Record of the company in thousandths, as it was when it was invited. */
  quality: number;
  fitScore: number;
  /** In the reader's language. */
  fitReasons: string[];
}

/** One amount of a lot on its tax basis. */
export function lotMoney(lot: Omit<LotMoney, 'ceilingMinor' | 'reserveMinor'>, amountMinor: string | null): Money | null {
  return lotAmount({ ...lot, taxRate: formatDecimal(parseDecimal(lot.taxRate)) }, amountMinor);
}

/** The same for a lot whose tax rate is written without needless zeros already. */
export function lotAmount({ currency, taxIncluded, taxRate }: Omit<LotMoney, 'ceilingMinor' | 'reserveMinor'>, amountMinor: string | null): Money | null {
  return amountMinor === null ? null : { amountMinor, currency, taxIncluded, taxRate };
}

/** A lot for the company that asks; `moulds` are those of all lots of its tender. */
export function buyerLotView(lot: LotRow, disclosure: TenderDisclosureView, moulds: readonly (MouldNames | undefined)[] = mouldsOf([lot])): BuyerLotView {
  return {
    __typename: 'BuyerLot',
    id: lot.id,
    tenderId: lot.tenderId,
    lotNo: lot.lotNo,
    title: lot.title,
    forBidders: lot.state === 'DRAFT' ? lotTexts(lot, disclosure, hiddenOf(moulds, disclosure)) : null,
    state: lot.state,
    termsVersion: lot.termsVersion,
    lines: lot.lines.map((line) => lineView(lot.lotNo, line, disclosure.buyerName, EVERYTHING)),
    partIds: lot.lines.map((line) => line.partId),
    ceiling: lotMoney(lot, lot.ceilingMinor),
    reserve: lotMoney(lot, lot.reserveMinor),
    closesAt: lot.closesAt.toISOString(),
    extensions: lot.extensions,
    openQuestions: lot.openQuestions,
  };
}

/** Names that must stand in no text of a tender for its bidders. */
export function hiddenOf(moulds: readonly (MouldNames | undefined)[], shown: Unmasked): string[] {
  return [...new Set(moulds.flatMap((names) => namesHidden(names, shown)))];
}

/** Moulds that lots speak of. */
export function mouldsOf(lots: readonly Pick<LotRow, 'lines'>[]): (MouldNames | undefined)[] {
  return lots.flatMap(({ lines }) => lines.map(({ snapshot }) => snapshot.mould));
}

/** What bidders will read of a draft once they accepted the non-disclosure text: the same lines and the same mask as theirs. */
function lotTexts(lot: LotRow, disclosure: TenderDisclosureView, hidden: readonly string[]): LotTextsView {
  return {
    title: masked(lot.title, hidden),
    lines: lot.lines.map((line) => maskedLine(lineView(lot.lotNo, line, disclosure.buyerName, disclosure), hidden)).map(({ itemNo, name, requirements, mould }) => ({ itemNo, name, requirements, mould })),
  };
}

/**
 * A lot for an invited company: the frozen task, and nothing of buyer, customer, mould or reserve; requirements once the non-disclosure text was accepted. While an offer
 * stands with the company, and once it took it, the names are shown.
 */
export function bidderLotView(lot: BidderLotRow, locale: Locale, sha256: Sha256, now: Date): BidderLotView {
  const named = lot.awarded || lot.disclosure.buyerName;
  const shown = lot.awarded ? EVERYTHING : lot.disclosure;
  const hidden = hiddenOf(lot.mouldNames, shown);
  const ndaOpen = lot.disclosure.ndaRequired && !lot.ndaAccepted;
  const { stage } = drawingReach({ ...lot, lotState: lot.state }, now);
  // The non-disclosure text counts requirements as protected: they are read with the drawings, and end with them.
  const told = lot.awarded || (stage !== null && !ndaOpen);
  return {
    __typename: 'BidderLot',
    id: lot.id,
    lotNo: lot.lotNo,
    tenderNo: lot.tenderNo,
    title: masked(lot.title, hidden),
    state: lot.state,
    termsVersion: lot.termsVersion,
    buyerId: named ? lot.buyerId : null,
    lines: lot.lines.map((line) => maskedLine(lineView(lot.lotNo, line, named, shown), hidden)).map((line) => (told ? line : { ...line, requirements: null })),
    rules: lot.rules,
    terms: { ...lot.terms, payment: lot.terms.payment && masked(lot.terms.payment, hidden), note: lot.terms.note && masked(lot.terms.note, hidden) },
    ceiling: lotMoney(lot, lot.ceilingMinor),
    opensAt: lot.opensAt.toISOString(),
    closesAt: lot.closesAt.toISOString(),
    extensions: lot.extensions,
    ndaToAccept: ndaOpen ? ndaText(locale, sha256) : null,
    drawingStage: stage ?? 'OUTLINE',
    quality: lot.rules.qualityWeight > 0 ? formatDecimal(BigInt(lot.quality) * MILLIONTHS) : null,
    fit: { score: lot.fitScore, reasons: lot.fitReasons.slice(0, 5) },
  };
}

/** Thousandths to millionths, in which decimals are held. */
const MILLIONTHS = 1_000n;

const EVERYTHING: Unmasked = { mouldName: true, customerName: true };

function maskedLine(line: LotLineView, hidden: readonly string[]): LotLineView {
  const of = (text: string | null): string | null => text && masked(text, hidden);
  return { ...line, itemNo: masked(line.itemNo, hidden), name: masked(line.name, hidden), material: of(line.material), hardness: of(line.hardness), requirements: of(line.requirements) };
}

function lineView(lotNo: number, line: LineState, buyerNamed: boolean, shown: Unmasked): LotLineView {
  const part = line.snapshot;
  return {
    id: line.id,
    itemNo: buyerNamed ? part.partNo : `${lotNo}-${line.lineNo}`,
    name: part.name,
    category: part.category,
    revision: part.revision,
    material: part.material,
    hardness: part.hardness,
    requirements: part.requirements,
    size: { lengthMm: part.size.lengthMm, widthMm: part.size.widthMm, heightMm: part.size.heightMm, diameterMm: part.size.diameterMm },
    unitMassKg: part.unitMassKg,
    quantity: line.quantity ?? part.openQuantity,
    processes: part.operations.map((operation) => operation.process),
    wholePart: part.wholePart,
    requestedDate: line.requestedDate,
    materialSupply: line.materialSupply,
    mould: namesShown(part.mould, shown),
  };
}
