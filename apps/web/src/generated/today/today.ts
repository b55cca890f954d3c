// Written by `npm run generate` from the documents of the pages and schema.graphql. Not edited by hand.
import type { Document } from '../../lib/api/document.js';
import type { TodayQuery, TodayQueryVariables } from '../types.js';

export const Today = "query Today{tenders(filter:{states:[PUBLISHED CLOSED EVALUATING PARTIALLY_AWARDED]}first:50){edges{node{id tenderNo title state closesAt lots{id state closesAt bidCount openQuestions best{amountMinor currency}}}}}orders(filter:{side:BUYER states:[ISSUED ACKNOWLEDGED READY IN_PROGRESS FINISHED PART_DELIVERED DELIVERED CHANGE_PENDING SUSPENDED]}first:50){edges{node{id orderNo supplier{name}lines{id state lateness promisedDate}}}}deliveries(filter:{states:[DISPATCHED SIGNED]}first:50){edges{node{id to{id}lines{orderLineId}}}}moulds(first:20){edges{node{id mouldNo title state t1Date summary{parts outside publishable incomplete accepted}}}}}" as Document<TodayQuery, TodayQueryVariables>;
