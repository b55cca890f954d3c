// Written by `npm run generate` from the documents of the pages and schema.graphql. Not edited by hand.
import type { Document } from '../../lib/api/document.js';
import type { LiveBoardQuery, LiveBoardQueryVariables } from '../types.js';

export const LiveBoard = "query LiveBoard($id:ID!){tender(id:$id){id tenderNo title state rules{visibility currency taxIncluded softClose{windowSeconds extendSeconds maxExtensions}}invitations{state}lots{id lotNo title state closesAt extensions termsVersion bidCount openQuestions liveSeq best{...Price}ceiling{...Price}reserve{...Price}parts{partNo name material quantity thumbnailUrl}}standings{lotId bidId rank alias promisedDate amount{...Price}comparable{...Price}}}} fragment Price on Money{amountMinor currency taxIncluded taxRate}" as Document<LiveBoardQuery, LiveBoardQueryVariables>;
