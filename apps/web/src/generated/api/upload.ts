// Written by `npm run generate` from the documents of the pages and schema.graphql. Not edited by hand.
import type { Document } from '../../lib/api/document.js';
import type { CreateUploadMutation, CreateUploadMutationVariables } from '../types.js';

export const CreateUpload = "mutation CreateUpload($input:CreateUploadInput!){createUpload(input:$input){__typename ...on UploadTicket{file{id}url token}...on Refusal{code message}}}" as Document<CreateUploadMutation, CreateUploadMutationVariables>;
