import type { Operation, Rule } from '#contracts';
import * as accounts from '#contracts/gateway-accounts';
import * as files from '#contracts/order-files';
import * as grants from '#contracts/order-grants';
import * as moulds from '#contracts/order-moulds';
import * as orders from '#contracts/order-orders';
import * as progress from '#contracts/order-progress';
import { houseRules } from '#contracts/policy-table';
import * as amendments from '#contracts/quoting-amendments';
import * as awards from '#contracts/quoting-awards';
import * as bidding from '#contracts/quoting-bidding';
import * as capacity from '#contracts/quoting-capacity';
import * as tenders from '#contracts/quoting-tenders';

const byOperation: Readonly<Record<string, Rule>> = Object.assign({}, ...houseRules) as Record<string, Rule>;

/** The rule that the owning service has for the operation behind a field; one word for both doors. */
function as(op: Operation<never, unknown> | Operation<object, unknown>): Rule {
  const rule = byOperation[op.name];
  if (rule === undefined) throw new Error(`${op.name} has no rule in the policy table.`);
  return rule;
}

/**
 * Who may ask for what: every root field of the API, none besides. A field without a line here is refused to everybody
 * and keeps the gateway from starting.
 */
export const operationRules: Readonly<Record<string, Rule>> = {
  'Query.serverTime': { kind: 'public' },
  'Query.catalogue': { kind: 'public' },
  'Query.viewer': as(accounts.viewer),
  'Query.demo': as(accounts.demo),
  'Query.company': as(accounts.company),
  'Query.companies': as(accounts.companies),
  'Query.apiKeys': as(accounts.apiKeys),
  'Query.mould': as(moulds.mould),
  'Query.moulds': as(moulds.moulds),
  'Query.part': as(moulds.part),
  'Query.import': as(moulds.importOf),
  'Query.fileOpenings': as(grants.fileOpenings),
  'Query.machines': as(capacity.machines),
  'Query.workload': as(capacity.workload),
  'Query.tender': as(bidding.buyerTender),
  'Query.tenders': as(bidding.buyerTenders),
  'Query.bidderLot': as(bidding.bidderLot),
  'Query.bidderLots': as(bidding.bidderLots),
  'Query.myBids': as(bidding.myBids),
  'Query.awardOffers': as(awards.awardOffers),
  'Query.lotRecord': as(bidding.lotRecord),
  'Query.order': as(orders.getOrder),
  'Query.orders': as(orders.listOrders),
  'Query.deliveries': as(orders.listDeliveries),
  'Query.traveller': as(progress.readTraveller),
  'Query.workItems': as(progress.listWorkItems),
  'Query.inspections': as(progress.listInspections),
  'Query.nonconformances': as(progress.listNonconformances),

  'Mutation.register': as(accounts.register),
  'Mutation.signIn': as(accounts.signIn),
  'Mutation.enterDemo': as(accounts.enterDemo),
  'Mutation.refreshSession': as(accounts.refreshSession),
  'Mutation.acceptInvitation': as(accounts.acceptInvitation),
  'Mutation.signOut': as(accounts.signOut),
  'Mutation.signOutEverywhere': as(accounts.signOutEverywhere),
  'Mutation.switchCompany': as(accounts.switchCompany),
  'Mutation.updateCompany': as(accounts.updateCompany),
  'Mutation.inviteMember': as(accounts.inviteMember),
  'Mutation.changeMember': as(accounts.changeMember),
  'Mutation.setSupplierRelation': as(accounts.setSupplierRelation),
  'Mutation.createApiKey': as(accounts.createApiKey),
  'Mutation.revokeApiKey': as(accounts.revokeApiKey),
  'Mutation.createUpload': as(files.createUpload),
  'Mutation.requestDownload': as(grants.requestDownload),
  'Mutation.recallDrawings': as(grants.recallDrawings),
  'Mutation.createMould': as(moulds.createMould),
  'Mutation.updateMould': as(moulds.updateMould),
  'Mutation.startImport': as(moulds.startImport),
  'Mutation.reviewImport': as(moulds.reviewImport),
  'Mutation.confirmImport': as(moulds.confirmImport),
  'Mutation.updateParts': as(moulds.updateParts),
  'Mutation.setRoutes': as(moulds.setRoutes),
  'Mutation.releaseParts': as(moulds.releaseParts),
  'Mutation.saveMachine': as(capacity.saveMachine),
  'Mutation.answerWorkload': as(capacity.answerWorkload),
  'Mutation.createTender': as(tenders.createTender),
  'Mutation.updateTender': as(tenders.updateTender),
  'Mutation.publishTender': as(tenders.publishTender),
  'Mutation.inviteSuppliers': as(tenders.inviteSuppliers),
  'Mutation.cancelLots': as(tenders.cancelLots),
  'Mutation.suspendLots': as(tenders.suspendLots),
  'Mutation.amendLot': as(amendments.amendLot),
  'Mutation.acceptNda': as(tenders.acceptNda),
  'Mutation.declineLot': as(tenders.declineLot),
  'Mutation.askQuestion': as(tenders.askQuestion),
  'Mutation.answerQuestion': as(tenders.answerQuestion),
  /** Both sides watch lots live; what a socket may see is asked again for every lot. */
  'Mutation.createLiveTicket': { kind: 'member', scope: 'BIDS_READ' },
  'Mutation.placeBid': as(bidding.placeBid),
  'Mutation.confirmBid': as(amendments.confirmBid),
  'Mutation.withdrawBid': as(bidding.withdrawBid),
  'Mutation.setProxyBid': as(bidding.setProxyBid),
  'Mutation.disqualifyBid': as(amendments.disqualifyBid),
  'Mutation.declareUnsuccessful': as(bidding.declareUnsuccessful),
  'Mutation.proposeAwards': as(awards.proposeAwards),
  'Mutation.decideAwards': as(awards.decideAwards),
  'Mutation.answerAward': as(awards.answerAward),
  'Mutation.dispatchDelivery': as(orders.dispatchDelivery),
  'Mutation.recordReceipt': as(orders.recordReceipt),
  'Mutation.reportOperation': as(progress.reportOperation),
  'Mutation.planOperations': as(progress.planOperations),
  'Mutation.recordInspection': as(progress.recordInspection),
};

/**
 * Fields below the roots that the gateway answers from its own tables and that need more than the root above them did.
 * What other services answer is held to their rules by themselves.
 */
export const fieldRules: Readonly<Record<string, Rule>> = {
  'Company.members': as(accounts.members),
};

/** What does not fit between the table and the root fields of the schema, in sentences; empty when it does. */
export function policyGaps(rootFields: readonly string[], rules: Readonly<Record<string, unknown>> = operationRules): string[] {
  return [
    ...rootFields.filter((field) => !Object.hasOwn(rules, field)).map((field) => `${field} has no rule.`),
    ...Object.keys(rules).filter((field) => !rootFields.includes(field)).map((field) => `The rule of ${field} names no field.`),
  ];
}
