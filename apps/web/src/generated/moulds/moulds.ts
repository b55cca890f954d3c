// Written by `npm run generate` from the documents of the pages and schema.graphql. Not edited by hand.
import type { Document } from '../../lib/api/document.js';
import type { MouldsQuery, MouldsQueryVariables, CreateMouldMutation, CreateMouldMutationVariables } from '../types.js';

export const Moulds = "query Moulds($filter:MouldFilter$after:String){moulds(filter:$filter first:30 after:$after){edges{node{id mouldNo title customerName state t1Date summary{parts outside publishable incomplete accepted}}}pageInfo{hasNextPage endCursor}}}" as Document<MouldsQuery, MouldsQueryVariables>;
export const CreateMould = "mutation CreateMould($input:CreateMouldInput!){createMould(input:$input){__typename ...on Mould{id}...on Refusal{code message}...on AlreadyExists{existingId}...on InputRefused{problems{path message}}}}" as Document<CreateMouldMutation, CreateMouldMutationVariables>;
