import { Injectable } from '@nestjs/common';
import type { Actor } from '#contracts';
import { Database } from '#platform/database';

/** What somebody is called, for whoever has to know who looked. */
export interface Face { companyName: string; name: string }

/** Names behind actors. */
@Injectable()
export class Faces {
  constructor(private readonly database: Database) {}

  /** The company and the person, or the key, that act. */
  async of({ companyId, userId, principalId }: Actor): Promise<Face> {
    const [face] = await this.database.readAsHouse<Face>(
      `select c.name as "companyName", coalesce((select u.name from accounts.users u where u.id = $2), (select 'API ' || k.name from accounts.api_keys k where k.id = $3 and k.company_id = c.id), '') as name
         from accounts.companies c where c.id = $1`, [companyId, userId, principalId]);
    return face ?? { companyName: companyId, name: '' };
  }
}
