// Written by `npm run generate` from the documents of the pages and schema.graphql. Not edited by hand.
import type { Document } from '../../lib/api/document.js';
import type { MyWorkloadQuery, MyWorkloadQueryVariables, AnswerWorkloadMutation, AnswerWorkloadMutationVariables } from '../types.js';

export const MyWorkload = "query MyWorkload{workload{load answeredAt holdsUntil}}" as Document<MyWorkloadQuery, MyWorkloadQueryVariables>;
export const AnswerWorkload = "mutation AnswerWorkload($input:AnswerWorkloadInput!){answerWorkload(input:$input){__typename ...on Workload{load answeredAt holdsUntil}...on Refusal{code message}...on InputRefused{problems{path message}}}}" as Document<AnswerWorkloadMutation, AnswerWorkloadMutationVariables>;
