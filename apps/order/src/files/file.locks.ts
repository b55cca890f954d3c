import type { Tx } from '#platform/database';
import { StoredFileEntity } from './stored-file.entity.js';

/** The file's row, locked; null when the company has none of that id. */
export function lockFile(tx: Tx, companyId: string, id: string): Promise<StoredFileEntity | null> {
  return tx.manager.findOne(StoredFileEntity, { where: { id, companyId }, lock: { mode: 'pessimistic_write' } });
}
