import type { HouseEvents } from '#contracts';
import type { Announcement } from '#platform/messaging';
import type { CompanyRow } from './accounts.view.js';

/** A company came to be or changed its face. */
export function companyChanged(row: CompanyRow): Announcement {
  return {
    type: 'accounts.company.changed.v1', subject: row.id,
    payload: {
      companyId: row.id, name: row.name, town: row.town, status: row.status, processes: row.processes, registrationNo: row.registration_no,
      latitude: row.latitude, longitude: row.longitude, version: row.version,
    },
  };
}

/** A buyer put a supplier on or off its list. */
export function relationChanged(payload: HouseEvents['accounts.relation.changed.v1']): Announcement {
  return { type: 'accounts.relation.changed.v1', subject: `${payload.ownerId}/${payload.companyId}`, payload };
}

/** Rights ended: sockets and tickets of these principals stop within a second. */
export function sessionsEnded(principalIds: string[], reason: HouseEvents['accounts.session.ended.v1']['reason']): Announcement {
  return { type: 'accounts.session.ended.v1', payload: { principalIds, reason } };
}
