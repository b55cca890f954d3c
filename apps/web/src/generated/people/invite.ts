// Written by `npm run generate` from the documents of the pages and schema.graphql. Not edited by hand.
import type { Document } from '../../lib/api/document.js';
import type { AcceptInvitationMutation, AcceptInvitationMutationVariables } from '../types.js';

export const AcceptInvitation = "mutation AcceptInvitation($input:AcceptInvitationInput!){acceptInvitation(input:$input){__typename ...on Session{...Signed}...on Refusal{code message}...on InputRefused{problems{path message}}...on LimitReached{retryAt}}} fragment Signed on Session{accessToken viewer{user{id name email locale}company{id name}roles companies{id name}}}" as Document<AcceptInvitationMutation, AcceptInvitationMutationVariables>;
