import { useState } from 'react';
import { ConfirmImport, ReviewImport } from '../../generated/imports/import.js';
import type { ImportReadingQuery, ReviewImportInput } from '../../generated/types.js';
import { useHouse } from '../../lib/api/house.js';
import { newKey } from '../../lib/api/one-at-a-time.js';
import { uploadFile } from '../../lib/api/upload.js';
import type { Reading } from './import.view.js';
import { HEAD_BYTES, purposeOf } from './intake.view.js';

/** What is going on: a sentence that says no (empty: not a kind of file that is taken here), a problem. */
export interface ImportState { busy: boolean; refusal: string | null; problem: unknown }
type Change = Pick<ReviewImportInput, 'columns' | 'answers' | 'files' | 'reject'>;
const quiet: ImportState = { busy: false, refusal: null, problem: null };

export type ImportWork = ReturnType<typeof useImport>;

/** Correcting how files were read, giving them to parts, and taking all of it in. */
export function useImport(mouldId: string) {
  const { gateway, queries } = useHouse();
  const [state, setState] = useState(quiet);

  const run = async <T>(work: () => Promise<T | { message: string }>): Promise<T | null> => {
    setState({ ...quiet, busy: true });
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
  const correct = async (reading: Reading, change: Change): Promise<Reading | { message: string }> => {
    const { reviewImport: answer } = await gateway.ask(ReviewImport, { input: { idempotencyKey: newKey(), importId: reading.id, version: reading.version, ...change } });
    if (answer.__typename !== 'Import') {
      // Somebody else corrected the same import: what is shown is old.
      void queries.invalidateQueries({ queryKey: ['import', reading.id] });
      return { message: answer.__typename === 'InputRefused' ? answer.problems[0]?.message ?? answer.message : answer.message };
    }
    queries.setQueryData<ImportReadingQuery>(['import', reading.id], { import: answer });
    if (answer.state !== 'REVIEW') void queries.invalidateQueries({ queryKey: ['import-door', mouldId] });
    return answer;
  };
  return {
    state,
    review: (reading: Reading, change: Change) => run<Reading>(() => correct(reading, change)),
    /** Brings a drawing from the disk for one part. */
    attach: (reading: Reading, partNo: string, file: File) => run<Reading>(async () => {
      const purpose = purposeOf(new Uint8Array(await file.slice(0, HEAD_BYTES).arrayBuffer()));
      if (purpose !== 'DRAWING' && purpose !== 'ATTACHMENT') return { message: '' };
      const sent = await uploadFile(gateway, { key: newKey(), purpose, name: file.name, file });
      if (!('fileId' in sent)) return { message: sent.why === 'TYPE' ? '' : sent.refused };
      return correct(reading, { files: [{ fileId: sent.fileId, partNo }] });
    }),
    confirm: (reading: Reading) => run<string>(async () => {
      const { confirmImport: answer } = await gateway.ask(ConfirmImport, { input: { idempotencyKey: newKey(), importId: reading.id, version: reading.version } });
      if (answer.__typename !== 'Mould') return { message: answer.message };
      for (const key of ['import', 'import-door', 'workbench', 'moulds', 'today']) void queries.invalidateQueries({ queryKey: [key] });
      return answer.id;
    }),
  };
}
