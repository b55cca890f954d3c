import { Injectable } from '@nestjs/common';
import type { HouseEvents } from '#contracts';
import type { Tx } from '#platform/database';
import type { Ability } from './fit.policy.js';
import type { Place } from './distance.policy.js';

/** A company as matching knows it, from the buyer's point of view. */
export interface Supplier {
  companyId: string;
  name: string;
  status: 'PENDING' | 'OPEN' | 'SUSPENDED' | 'TERMINATED';
  registrationNo: string | null;
  place: Place | null;
  /** What the buyer said of it. */
  relation: 'NONE' | 'TRUSTED' | 'BLOCKED';
  ability: Ability;
}

/** Among whom a buyer looks. */
export interface SupplierSearch {
  buyerId: string;
  trusted: boolean;
  withinKm: number | null;
  /** These are found whatever they can do. */
  namedIds: readonly string[];
  /** Others are found when they offer one of these, by profile or machine. */
  processes: readonly string[];
}

interface SupplierRow {
  company_id: string; name: string; status: Supplier['status']; registration_no: string | null;
  latitude: string | null; longitude: string | null; processes: string[]; relation: Supplier['relation']; machines: Ability['machines']; load: Ability['load'];
}

const KM_PER_DEGREE = 110;
/** Named and trusted companies come first, then the nearest; weighing more would keep a busy process from its bids. */
const MOST_FOUND = 1_000;

/** Copies of companies and of what buyers think of them, kept from what accounts told. */
@Injectable()
export class SupplierService {
  /** Takes a company as accounts describes it; an older version than the one known changes nothing. */
  async takeCompany(tx: Tx, company: HouseEvents['accounts.company.changed.v1']): Promise<void> {
    await tx.query(
      `insert into quoting.supplier_profiles as known (company_id, name, town, status, processes, registration_no, latitude, longitude, version)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
       on conflict (company_id) do update set name = excluded.name, town = excluded.town, status = excluded.status, processes = excluded.processes,
         registration_no = excluded.registration_no, latitude = excluded.latitude, longitude = excluded.longitude, version = excluded.version
       where known.version < excluded.version`,
      [company.companyId, company.name, company.town, company.status, company.processes, company.registrationNo, company.latitude, company.longitude, company.version],
    );
  }

  /** Takes what a buyer thinks of a supplier; an older version than the one known changes nothing. */
  async takeRelation(tx: Tx, relation: HouseEvents['accounts.relation.changed.v1']): Promise<void> {
    await tx.query(
      `insert into quoting.relations as known (owner_id, company_id, relation, version) values ($1, $2, $3, $4)
       on conflict (owner_id, company_id) do update set relation = excluded.relation, version = excluded.version where known.version < excluded.version`,
      [relation.ownerId, relation.companyId, relation.relation, relation.version],
    );
  }

  /**
   * The buyer itself (first) and everybody that it could invite, in one statement. The distance is only roughly narrowed here;
   * who is invited decides the audience policy. Needs the rights of the house: it looks across companies.
   */
  async find(tx: Pick<Tx, 'query'>, search: SupplierSearch): Promise<{ buyer: Supplier | null; suppliers: Supplier[] }> {
    const rows = await tx.query<SupplierRow>(
      `with buyer as (select latitude from quoting.supplier_profiles where company_id = $1)
       select p.company_id, p.name, p.status, p.registration_no, p.latitude, p.longitude, p.processes, coalesce(r.relation, 'NONE') as relation,
              coalesce(m.machines, '[]') as machines, (select w.load from quoting.workloads w where w.company_id = p.company_id and w.holds_until > clock_timestamp()) as load
         from quoting.supplier_profiles p
         left join quoting.relations r on r.owner_id = $1 and r.company_id = p.company_id
         left join lateral (
           select json_agg(json_build_object(
                    'name', m.name, 'processes', m.processes, 'maxMassKg', m.max_mass_kg::text, 'toleranceMm', m.tolerance_mm::text, 'maxHardnessHrc', m.max_hardness_hrc::text,
                    'size', json_build_object('lengthMm', m.length_mm::text, 'widthMm', m.width_mm::text, 'heightMm', m.height_mm::text, 'diameterMm', m.diameter_mm::text)
                  ) order by m.id) as machines, bool_or(m.processes && $5) as does
             from quoting.machines m where m.company_id = p.company_id and m.active) m on true
        where p.company_id = $1 or p.company_id = any ($4)
           or ((p.processes && $5 or m.does)
               and (($2 and r.relation = 'TRUSTED')
                 or ($3::int is not null and p.latitude is not null and abs(p.latitude - (select latitude from buyer)) <= $3::numeric / ${KM_PER_DEGREE})))
        order by p.company_id = $1 desc, p.company_id = any ($4) desc, r.relation is not distinct from 'TRUSTED' desc,
                 abs(p.latitude - (select latitude from buyer)) nulls last, p.company_id
        limit ${MOST_FOUND}`,
      [search.buyerId, search.trusted, search.withinKm, search.namedIds, search.processes],
    );
    const all = rows.map(supplierOf);
    return { buyer: all.find((one) => one.companyId === search.buyerId) ?? null, suppliers: all.filter((one) => one.companyId !== search.buyerId) };
  }

  /** Companies by id, as one buyer sees them; unknown ids are absent. */
  async byIds(tx: Pick<Tx, 'query'>, buyerId: string, ids: readonly string[]): Promise<{ buyer: Supplier | null; suppliers: Supplier[] }> {
    return this.find(tx, { buyerId, trusted: false, withinKm: null, namedIds: ids, processes: [] });
  }
}

function supplierOf(row: SupplierRow): Supplier {
  return {
    companyId: row.company_id, name: row.name, status: row.status, registrationNo: row.registration_no, relation: row.relation,
    place: row.latitude === null || row.longitude === null ? null : { latitude: Number(row.latitude), longitude: Number(row.longitude) },
    ability: { processes: row.processes, machines: row.machines, load: row.load },
  };
}
