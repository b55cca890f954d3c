// Written by `npm run generate` from the documents of the pages and schema.graphql. Not edited by hand.
import type { Document } from '../../lib/api/document.js';
import type { TendersQuery, TendersQueryVariables } from '../types.js';

export const Tenders = "query Tenders($after:String){tenders(first:30 after:$after){edges{node{id tenderNo title state opensAt closesAt lots{id state bidCount}invitations{state}}}pageInfo{hasNextPage endCursor}}}" as Document<TendersQuery, TendersQueryVariables>;
