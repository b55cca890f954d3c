// Written by `npm run generate` from the documents of the pages and schema.graphql. Not edited by hand.
import type { Document } from '../../lib/api/document.js';
import type { JobsQuery, JobsQueryVariables } from '../types.js';

export const Jobs = "query Jobs($after:String){bidderLots(first:20 after:$after){edges{node{...JobCard}}pageInfo{hasNextPage endCursor}}} fragment JobCard on BidderLot{id lotNo tenderNo title state termsVersion opensAt closesAt extensions liveSeq rules{visibility currency taxIncluded}lines{itemNo name thumbnailUrl material hardness quantity processes requestedDate materialSupply size{lengthMm widthMm heightMm diameterMm}}fit{score reasons}myBid{id amount{...Price}promisedDate versionNo state}market{rank bidCount best{...Price}highestAcceptable{...Price}others{alias promisedDate amount{...Price}}}} fragment Price on Money{amountMinor currency taxIncluded taxRate}" as Document<JobsQuery, JobsQueryVariables>;
