// Written by `npm run generate` from the documents of the pages and schema.graphql. Not edited by hand.
import type { Document } from '../../lib/api/document.js';
import type { ProcessesQuery, ProcessesQueryVariables } from '../types.js';

export const Processes = "query Processes{catalogue{processes{code nameZh nameEn}}}" as Document<ProcessesQuery, ProcessesQueryVariables>;
