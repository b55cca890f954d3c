import { Injectable } from '@nestjs/common';
import { Problem, type FieldProblem } from '#kernel';
import type { Actor, Page } from '#contracts';
import { processOf } from '#contracts/catalogue';
import {
  setSupplierRelation, updateCompany, type CompaniesInput, type CompanyCardView, type CompanyView, type SetSupplierRelationInput,
  type SetSupplierRelationResult, type SupplierRelationWord, type UpdateCompanyInput, type UpdateCompanyResult, type ViewerView,
} from '#contracts/gateway-accounts';
import { Database, once, orRefusal, type Tx } from '#platform/database';
import { Outbox } from '#platform/messaging';
import { companyChanged, relationChanged } from './accounts.events.js';
import { say, sayNameFlaw } from './accounts-sentences.view.js';
import { cardView, companyView, inputRefused, versionConflict, COMPANY_COLUMNS, type CompanyRow } from './accounts.view.js';
import { readCursor, writeCursor, type ListPlace } from './company-list.policy.js';
import { TOWN_MAX, isPosition, isTimeZone, readRegistrationNo } from './company-profile.policy.js';
import { COMPANY_NAME_MAX, readName } from './name.policy.js';
import { Sessions } from './session.service.js';

type CardRow = CompanyRow & { relation: SupplierRelationWord };

const COLUMNS = COMPANY_COLUMNS.join(', ');
const CARDS = `select ${COMPANY_COLUMNS.map((column) => `c.${column}`).join(', ')}, coalesce(r.relation, 'NONE') as relation from accounts.companies c
  left join accounts.relations r on r.owner_id = $1 and r.company_id = c.id`;
const RANK = `case coalesce(r.relation, 'NONE') when 'TRUSTED' then 0 when 'NONE' then 1 else 2 end`;

/** Companies: the own profile, and the faces of others. */
@Injectable()
export class Companies {
  constructor(private readonly database: Database, private readonly outbox: Outbox, private readonly sessions: Sessions) {}

  /** Who is asking. */
  async viewer(actor: Actor): Promise<ViewerView | null> {
    const { userId } = actor;
    if (userId !== null) return this.database.asHouse((tx) => this.sessions.viewer(tx, userId, actor.companyId));
    return { user: null, company: await this.own(actor), roles: actor.roles, companyIds: [actor.companyId] };
  }

  /** Changes the own profile. Refuses INPUT_REFUSED and VERSION_CONFLICT. */
  update(actor: Actor, input: UpdateCompanyInput): Promise<UpdateCompanyResult> {
    return this.database.asCompany(actor.companyId, (tx) =>
      once<UpdateCompanyResult>(tx, actor, updateCompany.name, input.idempotencyKey, input, async () => {
        const [row] = await tx.query<CompanyRow>(`select ${COLUMNS} from accounts.companies where id = $1 for update`, [actor.companyId]);
        if (row === undefined) throw Problem.notFound();
        if (row.version !== input.version) return versionConflict(row.version, actor.locale);
        const wanted = changed(row, input, actor);
        if ('problems' in wanted) return inputRefused(wanted.problems, actor.locale);
        return orRefusal<UpdateCompanyResult, UpdateCompanyResult>(tx, {
          // Whose it is, nobody is told.
          companies_registration_once: () => inputRefused([{ path: 'registrationNo', message: say('registrationTaken', actor.locale) }], actor.locale),
        }, async () => companyView(await this.save(tx, wanted)));
      }));
  }

  /** Trusts, blocks or forgets a supplier. Refuses INPUT_REFUSED for the own company. */
  setRelation(actor: Actor, input: SetSupplierRelationInput): Promise<SetSupplierRelationResult> {
    return this.database.asHouse((tx) =>
      once<SetSupplierRelationResult>(tx, actor, setSupplierRelation.name, input.idempotencyKey, input, async () => {
        if (input.companyId === actor.companyId) return inputRefused([{ path: 'companyId', message: say('ownRelation', actor.locale) }], actor.locale);
        const [row] = await tx.query<CardRow>(`${CARDS} where c.id = $2 and (c.status = 'OPEN' or r.owner_id is not null)`, [actor.companyId, input.companyId]);
        if (row === undefined) throw Problem.notFound();
        if (row.relation === input.relation) return cardView(row);
        const [saved] = await tx.query<{ version: number }>(
          `insert into accounts.relations as r (owner_id, company_id, relation, version) values ($1, $2, $3, 1)
           on conflict on constraint relations_pkey do update set relation = excluded.relation, version = r.version + 1 returning version`,
          [actor.companyId, input.companyId, input.relation],
        );
        await this.outbox.addMany(tx, [relationChanged({ ownerId: actor.companyId, companyId: input.companyId, relation: input.relation, version: saved!.version })]);
        return cardView({ ...row, relation: input.relation });
      }));
  }

  /** Faces of companies by id in one statement, for whoever may know their ids: they stand in a tender, bid or order of the viewer. */
  async cards(viewerCompanyId: string, ids: readonly string[]): Promise<Map<string, CompanyCardView>> {
    const rows = await this.database.readAsHouse<CardRow>(`${CARDS} where c.id = any($2)`, [viewerCompanyId, ids]);
    return new Map(rows.map((row) => [row.id, cardView(row)]));
  }

  /** The face of a company that anybody may know: an open one, the own, or one with a relation. Null for all others, as for a missing one. */
  async card(actor: Actor, id: string): Promise<CompanyCardView | null> {
    const [row] = await this.database.readAsHouse<CardRow>(`${CARDS} where c.id = $2 and (c.status = 'OPEN' or c.id = $1 or r.owner_id is not null)`, [actor.companyId, id]);
    return row === undefined ? null : cardView(row);
  }

  /** Other companies that the viewer may know: trusted ones first, then by name. */
  async list(actor: Actor, input: CompaniesInput): Promise<Page<CompanyCardView>> {
    const { search, process, relation, status } = input.filter ?? {};
    if (status && status !== 'OPEN' && !actor.roles.includes('PLATFORM_OPERATOR')) throw new Problem('FORBIDDEN', 'Only platform staff may list companies that are not open.');
    const after = readCursor(input.after ?? null);
    const rows = await this.database.readAsHouse<CardRow & { rank: number }>(
      `${CARDS.replace('select ', `select ${RANK} as rank, `)}
        where c.id <> $1 and c.status = $2
          and ($3::text is null or c.name ilike $3) and ($4::text is null or c.processes @> array[$4]) and ($5::text is null or coalesce(r.relation, 'NONE') = $5)
          and ($6::int is null or (${RANK}, c.name, c.id) > ($6, $7, $8))
        order by ${RANK}, c.name, c.id limit $9`,
      [actor.companyId, status ?? 'OPEN', search ? `%${search.replaceAll(/[\\%_]/g, '\\$&')}%` : null, process ?? null, relation ?? null,
        after?.rank ?? null, after?.name ?? null, after?.id ?? null, input.first + 1],
    );
    const edges = rows.slice(0, input.first).map((row) => ({ cursor: writeCursor(placeOf(row)), node: cardView(row) }));
    return { edges, pageInfo: { hasNextPage: rows.length > input.first, endCursor: edges.at(-1)?.cursor ?? null } };
  }

  private async own(actor: Actor): Promise<CompanyView> {
    const [row] = await this.database.read<CompanyRow>(actor.companyId, `select ${COLUMNS} from accounts.companies where id = $1`, [actor.companyId]);
    if (row === undefined) throw Problem.notFound();
    return companyView(row);
  }

  private async save(tx: Tx, row: CompanyRow): Promise<CompanyRow> {
    const [saved] = await tx.query<CompanyRow>(
      `update accounts.companies set version = version + 1, name = $2, registration_no = $3, time_zone = $4, town = $5, latitude = $6, longitude = $7, processes = $8,
              registration_held = registration_held or $3 is distinct from registration_no
        where id = $1 returning ${COLUMNS}`,
      [row.id, row.name, row.registration_no, row.time_zone, row.town, row.latitude, row.longitude, row.processes],
    );
    await this.outbox.addMany(tx, [companyChanged(saved!)]);
    return saved!;
  }
}

function placeOf(row: CardRow & { rank: number }): ListPlace {
  return { rank: row.rank, name: row.name, id: row.id };
}

/** The profile with the wanted values in it, or what is wrong with them. */
function changed(row: CompanyRow, input: UpdateCompanyInput, actor: Actor): CompanyRow | { problems: FieldProblem[] } {
  const problems: FieldProblem[] = [];
  const named = (path: 'name' | 'town', before: string | null, max: number): string | null => {
    const given = input[path];
    if (given === null || given === undefined) return before;
    const reading = readName(given, max);
    if (reading.ok) return reading.value;
    problems.push({ path, message: sayNameFlaw(reading.flaw, actor.locale) });
    return before;
  };
  const wanted = { ...row, name: named('name', row.name, COMPANY_NAME_MAX) ?? row.name, town: named('town', row.town, TOWN_MAX) };
  if (input.registrationNo) {
    wanted.registration_no = readRegistrationNo(input.registrationNo);
    if (wanted.registration_no === null) problems.push({ path: 'registrationNo', message: say('registrationNo', actor.locale) });
  }
  if (input.timeZone) {
    wanted.time_zone = input.timeZone;
    if (!isTimeZone(input.timeZone)) problems.push({ path: 'timeZone', message: say('timeZone', actor.locale) });
  }
  if (input.latitude || input.longitude) {
    wanted.latitude = input.latitude ?? null;
    wanted.longitude = input.longitude ?? null;
    if (!isPosition(wanted.latitude, wanted.longitude)) problems.push({ path: 'latitude', message: say('position', actor.locale) });
  }
  if (input.processes) {
    wanted.processes = input.processes;
    for (const [i, code] of input.processes.entries()) {
      if (processOf(code) === null) problems.push({ path: `processes.${i}`, message: say('process', actor.locale) });
    }
  }
  return problems.length > 0 ? { problems } : wanted;
}
