/** The documents the demo sends; all of them are plain public API. */

export interface LotJob {
  id: string;
  state: string;
  termsVersion: number;
  closesAt: string;
  ndaToAccept: { sha256: string } | null;
  lines: { quantity: number; unitMassKg: string | null; processes: string[]; material: string | null }[];
  rules: { visibility: string; currency: string; taxIncluded: boolean };
  myBid: { id: string } | null;
}
export interface JobPage { bidderLots: { edges: { node: LotJob }[]; pageInfo: { hasNextPage: boolean; endCursor: string | null } } }

const JOB = `id state termsVersion closesAt ndaToAccept { sha256 } lines { quantity unitMassKg processes material }
  rules { visibility currency taxIncluded } myBid { id }`;
const REFUSED = '... on Refusal { code message }';

export const TICKET = `mutation Ticket { createLiveTicket { __typename ... on LiveTicket { token url } ${REFUSED} } }`;
export const JOBS = `query Jobs($after: String) { bidderLots(first: 50, after: $after) { edges { node { ${JOB} } } pageInfo { hasNextPage endCursor } } }`;
export const LOT = `query Lot($id: ID!) { bidderLot(id: $id) { ${JOB} } }`;
export const NDA = `mutation Nda($input: AcceptNdaInput!) { acceptNda(input: $input) { __typename ${REFUSED} } }`;

export const VIEWER = 'query Viewer { viewer { company { id version name processes } } }';
export const OFFER = `mutation Offer($input: UpdateCompanyInput!) { updateCompany(input: $input) { __typename ... on Company { version } ${REFUSED} } }`;
export const MACHINES = 'query Machines { machines { id name } }';
export const SAVE_MACHINE = `mutation Machine($input: SaveMachineInput!) { saveMachine(input: $input) { __typename ${REFUSED} } }`;

export const MOULDS = 'query Moulds { moulds(first: 50) { edges { node { id mouldNo } } } }';
export const CREATE_MOULD = `mutation Mould($input: CreateMouldInput!) { createMould(input: $input) { __typename ... on Mould { id } ... on AlreadyExists { existingId } ${REFUSED} } }`;
export const CREATE_UPLOAD = `mutation Upload($input: CreateUploadInput!) { createUpload(input: $input) { __typename ... on UploadTicket { url token file { id } } ${REFUSED} } }`;
export const START_IMPORT = `mutation Import($input: StartImportInput!) { startImport(input: $input) { __typename ... on Import { id } ${REFUSED} } }`;
export const IMPORT = 'query Import($id: ID!) { import(id: $id) { version state counts { import review skip layout } problems { no code blocking suggestions } } }';
export const CONFIRM = `mutation Confirm($input: ConfirmImportInput!) { confirmImport(input: $input) { __typename ... on Mould { id summary { parts outside publishable } } ${REFUSED} } }`;
export const PARTS = `query Parts($id: ID!) { mould(id: $id) { id parts(filter: { supplies: [OUTSIDE] }) { id version partNo name material released gaps state quantity unitMassKg route { seq process outside inspect plannedMinutes } } } }`;
export const SET_ROUTES = `mutation Routes($input: SetRoutesInput!) { setRoutes(input: $input) { __typename ... on PartsChanged { parts { id } } ${REFUSED} } }`;
export const RELEASE = `mutation Release($input: ReleasePartsInput!) { releaseParts(input: $input) { __typename ... on PartsChanged { parts { id released } } ${REFUSED} } }`;

export const TENDERS = 'query Tenders($after: String) { tenders(first: 50, after: $after) { edges { node { id version title state lots { id state closesAt } } } pageInfo { hasNextPage endCursor } } }';
export const CREATE_TENDER = `mutation Tender($input: CreateTenderInput!) { createTender(input: $input) { __typename ... on BuyerTender { id version check { blocking { code message } } lots { id } } ... on InputRefused { problems { path message } } ${REFUSED} } }`;
export const PUBLISH = `mutation Publish($input: PublishTenderInput!) { publishTender(input: $input) { __typename ... on BuyerTender { id version lots { id } invitations { state } } ... on TenderIncomplete { check { blocking { code message } } } ${REFUSED} } }`;
export const STANDINGS = 'query Standings($id: ID!) { tender(id: $id) { version state lots { id lotNo state title closesAt } standings { lotId bidId rank promisedDate } awards { lotId state } } }';
export const PROPOSE = `mutation Propose($input: ProposeAwardsInput!) { proposeAwards(input: $input) { __typename ... on BuyerTender { version } ... on AwardRefused { lotId rule } ${REFUSED} } }`;

export const OFFERS = 'query Offers { awardOffers(states: [OFFERED], first: 50) { edges { node { id version } } } }';
export const ANSWER = `mutation Answer($input: AnswerAwardInput!) { answerAward(input: $input) { __typename ${REFUSED} } }`;
export const WORK = `query Work { workItems(first: 50) { edges { node { id seq process state orderLineId pieceId } } } }`;
export const REPORT = `mutation Report($input: ReportOperationInput!) { reportOperation(input: $input) { __typename ... on OperationBlocked { reason } ${REFUSED} } }`;
export const MY_ORDERS = `query Orders { orders(filter: { side: SUPPLIER }, first: 50) { edges { node { id lines { id state quantity delivered item { revision } pieces { id count state runs { id state } } } } } } }`;
export const DISPATCH = `mutation Dispatch($input: DispatchDeliveryInput!) { dispatchDelivery(input: $input) { __typename ... on Delivery { id } ${REFUSED} } }`;
export const DELIVERIES = 'query Deliveries { deliveries(filter: { states: [DISPATCHED, SIGNED, COUNTED] }, first: 50) { edges { node { id version state lines { orderLineId pieceIds sent } } } } }';
export const RECEIVE = `mutation Receive($input: RecordReceiptInput!) { recordReceipt(input: $input) { __typename ${REFUSED} } }`;
export const INSPECT = `mutation Inspect($input: RecordInspectionInput!) { recordInspection(input: $input) { __typename ${REFUSED} } }`;
