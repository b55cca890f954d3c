import { defineLifecycle } from '#kernel';
import { importStates, type ImportState } from '#contracts/order-imports';

/** The life of an import: read in a process of its own, looked at by a person, then added or given up. A file that cannot be read ends it. */
export const importLifecycle = defineLifecycle<ImportState>('import', 'PARSING', importStates, [
  { from: 'PARSING', to: 'REVIEW', by: 'file is read' },
  { from: 'PARSING', to: 'FAILED', by: 'file cannot be read' },
  { from: 'PARSING', to: 'REJECTED', by: 'give up' },
  { from: 'REVIEW', to: 'REVIEW', by: 'correct and answer' },
  { from: 'REVIEW', to: 'PARSING', by: 'model shows more parts' },
  { from: 'REVIEW', to: 'CONFIRMED', by: 'confirm' },
  { from: 'REVIEW', to: 'REJECTED', by: 'give up' },
]);
