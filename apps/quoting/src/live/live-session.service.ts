import { Injectable } from '@nestjs/common';
import { decodeJwt } from 'jose';
import { Problem, SECOND } from '#kernel';
import type { Actor } from '#contracts';
import type { SessionEndReason } from '#contracts/live.protocol';
import { Database, type Tx } from '#platform/database';
import { Tickets } from '#platform/tickets';

/** Channel on which every process hears whose rights have ended. The payload is a reason, a colon, and ids of principals. */
export const PRINCIPALS_CHANNEL = 'principals';
const PRINCIPALS_PER_RING = 150;

/** Whom a connection speaks for, and when that was proven. */
export interface LiveSession {
  readonly actor: Actor;
  readonly provenAt: Date;
  /** True when it takes several facts of a busy lot in one message. */
  readonly together?: boolean;
}

export type EndedReason = Extract<SessionEndReason, 'SIGNED_OUT' | 'ROLE_CHANGED' | 'REVOKED' | 'EXPIRED'>;

/** Lets connections in by ticket, each ticket once, and remembers whose rights have ended. */
@Injectable()
export class LiveSessions {
  constructor(private readonly database: Database, private readonly tickets: Tickets) {}

  /** Opens a session with a ticket. UNAUTHENTICATED when it is not valid, was used before, or its session has ended since it was made. */
  async open(ticket: unknown): Promise<LiveSession> {
    const { jti, exp, ...claims } = await this.tickets.verify<Actor>('live', ticket);
    // Verified just now, its making included: however long tickets live, they prove nothing later than that.
    const provenAt = new Date(decodeJwt(ticket as string).iat! * SECOND);
    const [seen] = await this.database.asHouse((tx) => tx.query<{ fresh: boolean; ended: boolean }>(
      `with old as (delete from quoting.used_tickets where ends_at < clock_timestamp() - interval '5 minutes'),
            used as (insert into quoting.used_tickets (jti, ends_at) values ($1, to_timestamp($2)) on conflict do nothing returning 1)
       select exists (select 1 from used) as fresh, exists (select 1 from quoting.ended_principals where principal_id = $3 and ended_at >= $4) as ended`,
      [jti, exp, claims.principalId, provenAt],
    ));
    if (!seen?.fresh) throw new Problem('UNAUTHENTICATED', 'The ticket was used before. Ask for a new one.');
    if (seen.ended) throw new Problem('UNAUTHENTICATED', 'The session of this ticket has ended. Sign in again.');
    const { companyId, userId, principalId, roles, scopes, locale } = claims;
    return { actor: { companyId, userId, principalId, roles, scopes, locale }, provenAt };
  }

  /** Notes, within the transaction that consumes the fact, that rights have ended, and tells every process. */
  async end(tx: Tx, principalIds: readonly string[], reason: EndedReason, endedAt: Date): Promise<void> {
    if (principalIds.length === 0) return;
    await tx.query(
      `with old as (delete from quoting.ended_principals where ended_at < clock_timestamp() - interval '30 days')
       insert into quoting.ended_principals (principal_id, reason, ended_at) select distinct id, $2, $3::timestamptz from unnest($1::text[]) as id
       on conflict (principal_id) do update set reason = excluded.reason, ended_at = greatest(quoting.ended_principals.ended_at, excluded.ended_at)`,
      [principalIds, reason, endedAt],
    );
    const rings: string[] = [];
    for (let i = 0; i < principalIds.length; i += PRINCIPALS_PER_RING) rings.push(`${reason}:${principalIds.slice(i, i + PRINCIPALS_PER_RING).join(',')}`);
    await tx.query(`select pg_notify('${PRINCIPALS_CHANNEL}', ring) from unnest($1::text[]) as ring`, [rings]);
  }

  /** Of these principals, those whose rights have ended after they were proven, with the reason. */
  async endedAmong(proven: ReadonlyMap<string, Date>): Promise<Map<string, EndedReason>> {
    if (proven.size === 0) return new Map();
    const rows = await this.database.readAsHouse<{ principal_id: string; reason: EndedReason }>(
      `select e.principal_id, e.reason from unnest($1::text[], $2::timestamptz[]) as p (id, proven_at) join quoting.ended_principals e on e.principal_id = p.id and e.ended_at >= p.proven_at`,
      [[...proven.keys()], [...proven.values()]],
    );
    return new Map(rows.map((row) => [row.principal_id, row.reason]));
  }
}

/** The reason and the principals of a ring. */
export function readPrincipalRing(payload: string): { reason: EndedReason; principalIds: string[] } {
  const colon = payload.indexOf(':');
  return { reason: payload.slice(0, colon) as EndedReason, principalIds: payload.slice(colon + 1).split(',').filter((id) => id !== '') };
}
