// Written by `npm run generate` from the documents of the pages and schema.graphql. Not edited by hand.
import type { Document } from '../../lib/api/document.js';
import type { InspectMutation, InspectMutationVariables, ReceiveMutation, ReceiveMutationVariables } from '../types.js';

export const Inspect = "mutation Inspect($input:RecordInspectionInput!){recordInspection(input:$input){__typename ...on Inspection{id}...on Refusal{code message}...on StateRefused{currentState}...on EvidenceMissing{documents}...on InputRefused{problems{path message}}}}" as Document<InspectMutation, InspectMutationVariables>;
export const Receive = "mutation Receive($input:RecordReceiptInput!){recordReceipt(input:$input){__typename ...on Delivery{id state}...on Refusal{code message}...on QuantityRefused{orderLineId maximum}...on StateRefused{currentState}...on VersionConflict{currentVersion}}}" as Document<ReceiveMutation, ReceiveMutationVariables>;
