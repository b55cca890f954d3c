// Written by `npm run generate` from the documents of the pages and schema.graphql. Not edited by hand.
import type { Document } from '../../lib/api/document.js';
import type { PlanOperationsMutation, PlanOperationsMutationVariables } from '../types.js';

export const PlanOperations = "mutation PlanOperations($input:PlanOperationsInput!){planOperations(input:$input){__typename ...on OperationsPlanned{runs{id plannedEnd}}...on Refusal{code message}...on OperationBlocked{runId reason}...on InputRefused{problems{path message}}}}" as Document<PlanOperationsMutation, PlanOperationsMutationVariables>;
