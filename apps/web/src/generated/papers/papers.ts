// Written by `npm run generate` from the documents of the pages and schema.graphql. Not edited by hand.
import type { Document } from '../../lib/api/document.js';
import type { OpenPaperMutation, OpenPaperMutationVariables } from '../types.js';

export const OpenPaper = "mutation OpenPaper($input:RequestDownloadInput!){requestDownload(input:$input){__typename ...on DownloadTicket{url expiresAt}...on FileRefused{message grantedStage missing}}}" as Document<OpenPaperMutation, OpenPaperMutationVariables>;
