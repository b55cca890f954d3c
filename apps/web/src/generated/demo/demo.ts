// Written by `npm run generate` from the documents of the pages and schema.graphql. Not edited by hand.
import type { Document } from '../../lib/api/document.js';
import type { DemoQuery, DemoQueryVariables, EnterDemoMutation, EnterDemoMutationVariables, LiveTendersQuery, LiveTendersQueryVariables, AwardableQuery, AwardableQueryVariables } from '../types.js';

export const Demo = "query Demo{demo{joinUrl}}" as Document<DemoQuery, DemoQueryVariables>;
export const EnterDemo = "mutation EnterDemo($input:EnterDemoInput!){enterDemo(input:$input){__typename ...on Session{...Signed}...on Refusal{code message}...on LimitReached{retryAt}}} fragment Signed on Session{accessToken viewer{user{id name email locale}company{id name}roles companies{id name}}}" as Document<EnterDemoMutation, EnterDemoMutationVariables>;
export const LiveTenders = "query LiveTenders{tenders(filter:{states:[PUBLISHED]}first:20){edges{node{id title lots{id state closesAt bidCount}}}}}" as Document<LiveTendersQuery, LiveTendersQueryVariables>;
export const Awardable = "query Awardable{tenders(filter:{states:[PUBLISHED CLOSED EVALUATING PARTIALLY_AWARDED]}first:30){edges{node{id lots{state bidCount}}}}}" as Document<AwardableQuery, AwardableQueryVariables>;
