import { useState } from 'react';
import { ConfirmImport, ReviewImport, StartImport } from '../../generated/imports/import.js';
import type { ImportReadingQuery, ReviewImportInput } from '../../generated/types.js';
import { useHouse } from '../../lib/api/house.js';
import { newKey } from '../../lib/api/one-at-a-time.js';
import { uploadFile } from '../../lib/api/upload.js';
import type { Reading } from './import.view.js';

/** What is going on: the share of the file that has gone, a sentence that says no (empty: not a kind of file that is read), a problem. */
export interface ImportState { sending: number | null; busy: boolean; refusal: string | null; problem: unknown }
const quiet: ImportState = { sending: null, busy: false, refusal: null, problem: null };

/** Sending a list, correcting how it was read, and taking it in. */
export function useImport(mouldId: string) {
  const { gateway, queries } = useHouse();
  const [state, setState] = useState(quiet);

  const run = async <T>(start: Partial<ImportState>, work: () => Promise<T | { message: string }>): Promise<T | null> => {
    setState({ ...quiet, ...start });
    try {
      const answer = await work();
      if (typeof answer === 'object' && answer !== null && 'message' in answer) {
        setState({ ...quiet, refusal: answer.message });
        return null;
      }
      setState(quiet);
      return answer;
    } catch (problem) {
      setState({ ...quiet, problem });
      return null;
    }
  };
  return {
    state,
    /** Gives the id of the import that has begun. */
    send: (file: File) => run<string>({ sending: 0, busy: true }, async () => {
      const sent = await uploadFile(gateway, { key: newKey(), purpose: 'BOM', name: file.name, file, onShare: (sending) => setState({ ...quiet, sending, busy: true }) });
      if (!('fileId' in sent)) return { message: sent.why === 'TYPE' ? '' : sent.refused };
      const { startImport: answer } = await gateway.ask(StartImport, { input: { idempotencyKey: newKey(), mouldId, fileIds: [sent.fileId] } });
      void queries.invalidateQueries({ queryKey: ['import-door', mouldId] });
      return answer.__typename === 'Import' ? answer.id : { message: answer.message };
    }),
    review: (reading: Reading, change: Pick<ReviewImportInput, 'columns' | 'answers' | 'reject'>) => run<Reading>({ busy: true }, async () => {
      const { reviewImport: answer } = await gateway.ask(ReviewImport, { input: { idempotencyKey: newKey(), importId: reading.id, version: reading.version, ...change } });
      if (answer.__typename !== 'Import') {
        // Somebody else corrected the same list: what is shown is old.
        void queries.invalidateQueries({ queryKey: ['import', reading.id] });
        return { message: answer.message };
      }
      queries.setQueryData<ImportReadingQuery>(['import', reading.id], { import: answer });
      if (answer.state !== 'REVIEW') void queries.invalidateQueries({ queryKey: ['import-door', mouldId] });
      return answer;
    }),
    confirm: (reading: Reading) => run<string>({ busy: true }, async () => {
      const { confirmImport: answer } = await gateway.ask(ConfirmImport, { input: { idempotencyKey: newKey(), importId: reading.id, version: reading.version } });
      if (answer.__typename !== 'Mould') return { message: answer.message };
      for (const key of ['import', 'import-door', 'workbench', 'moulds', 'today']) void queries.invalidateQueries({ queryKey: [key] });
      return answer.id;
    }),
  };
}
