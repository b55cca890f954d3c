import { readSettings } from '#platform/config';
import { quotingSettings } from './settings.js';

/** What this process was told, read once; a wrong setting ends it here with everything that is wrong. */
export const settings = readSettings('quoting', quotingSettings);
