import type { Announcement } from '#platform/messaging';

/** An import went on; whoever shows it looks again. */
export function importProgressed(companyId: string, importId: string): Announcement {
  return { type: 'ordering.import.progressed.v1', payload: { companyId, importId }, subject: importId };
}
