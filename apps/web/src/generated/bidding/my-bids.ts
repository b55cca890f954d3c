// Written by `npm run generate` from the documents of the pages and schema.graphql. Not edited by hand.
import type { Document } from '../../lib/api/document.js';
import type { MyBidsQuery, MyBidsQueryVariables } from '../types.js';

export const MyBids = "query MyBids($after:String){myBids(first:30 after:$after){edges{node{id state versionNo promisedDate finalRank outReason amount{...Price}receipt{receiptNo decidedAt}lot{id title tenderNo closesAt state lines{quantity thumbnailUrl}market{rank bidCount}}}}pageInfo{hasNextPage endCursor}}} fragment Price on Money{amountMinor currency taxIncluded taxRate}" as Document<MyBidsQuery, MyBidsQueryVariables>;
