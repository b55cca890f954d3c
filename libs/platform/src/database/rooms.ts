import type { ServiceName } from '#contracts';

/** Where a service keeps its rows, and as whom it signs in to the database. */
export interface Room {
  readonly schema: string;
  /** The database role of the service: no superuser, owner of nothing. */
  readonly role: string;
}

/** One schema and one role per service; no role reaches into another's schema. */
export const rooms: Readonly<Record<ServiceName, Room>> = {
  gateway: { schema: 'accounts', role: 'mouldshare_gateway' },
  order: { schema: 'ordering', role: 'mouldshare_order' },
  quoting: { schema: 'quoting', role: 'mouldshare_quoting' },
};

/** Schema of the outbox and inbox, the only tables that all services reach. */
export const postSchema = 'post';

export const serviceNames = Object.keys(rooms) as readonly ServiceName[];

/** The role that works in a schema; throws on a schema that belongs to no service. */
export function roleOfSchema(schema: string): string {
  const room = Object.values(rooms).find((candidate) => candidate.schema === schema);
  if (!room) throw new Error(`The schema ${schema} belongs to no service of the house.`);
  return room.role;
}
