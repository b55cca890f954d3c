// Written by `npm run generate` from the documents of the pages and schema.graphql. Not edited by hand.
import type { Document } from '../../lib/api/document.js';
import type { RequestPagesMutation, RequestPagesMutationVariables } from '../types.js';

export const RequestPages = "mutation RequestPages($input:RequestDownloadInput!){requestDownload(input:$input){__typename ...on DownloadTicket{url expiresAt}...on FileRefused{message}}}" as Document<RequestPagesMutation, RequestPagesMutationVariables>;
