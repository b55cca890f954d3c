// Written by `npm run generate` from the documents of the pages and schema.graphql. Not edited by hand.
import type { Document } from '../../lib/api/document.js';
import type { CreateUploadMutation, CreateUploadMutationVariables } from '../types.js';

export const CreateUpload = "mutation CreateUpload($input:CreateUploadInput!){createUpload(input:$input){__typename ...on UploadTicket{url token file{id}}...on Refusal{code message}...on FileRefused{maxBytes}...on LimitReached{limit retryAt}}}" as Document<CreateUploadMutation, CreateUploadMutationVariables>;
