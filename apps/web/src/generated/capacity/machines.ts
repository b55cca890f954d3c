// Written by `npm run generate` from the documents of the pages and schema.graphql. Not edited by hand.
import type { Document } from '../../lib/api/document.js';
import type { MachinesQuery, MachinesQueryVariables, SaveMachineMutation, SaveMachineMutationVariables } from '../types.js';

export const Machines = "query Machines{machines{...ShopMachine}catalogue{processes{code nameZh nameEn}}} fragment ShopMachine on Machine{id version name processes maxSize{lengthMm widthMm heightMm diameterMm}maxMassKg toleranceMm maxHardnessHrc hoursPerDay active}" as Document<MachinesQuery, MachinesQueryVariables>;
export const SaveMachine = "mutation SaveMachine($input:SaveMachineInput!){saveMachine(input:$input){__typename ...on Machine{id version}...on Refusal{code message}...on InputRefused{problems{path message}}...on VersionConflict{currentVersion}}}" as Document<SaveMachineMutation, SaveMachineMutationVariables>;
