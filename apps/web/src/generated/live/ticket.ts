// Written by `npm run generate` from the documents of the pages and schema.graphql. Not edited by hand.
import type { Document } from '../../lib/api/document.js';
import type { LiveTicketMutation, LiveTicketMutationVariables } from '../types.js';

export const LiveTicket = "mutation LiveTicket{createLiveTicket{__typename ...on LiveTicket{token url}...on Refusal{code message}}}" as Document<LiveTicketMutation, LiveTicketMutationVariables>;
