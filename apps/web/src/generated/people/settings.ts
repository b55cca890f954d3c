// Written by `npm run generate` from the documents of the pages and schema.graphql. Not edited by hand.
import type { Document } from '../../lib/api/document.js';
import type { SignOutEverywhereMutation, SignOutEverywhereMutationVariables } from '../types.js';

export const SignOutEverywhere = "mutation SignOutEverywhere{signOutEverywhere{__typename ...on SignedOut{at}...on Refusal{code message}}}" as Document<SignOutEverywhereMutation, SignOutEverywhereMutationVariables>;
