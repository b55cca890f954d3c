import { canonicalJson, type Money } from '#kernel';
import type { Opens } from './offer.view.js';
import type { Proxy } from './proxy.policy.js';

/** What is sealed of a proxy. */
interface KeptProxy { floor: Money; stepMinor: string; promisedDate: string; termsVersion: number }

export interface ProxyRow { lot_id: string; company_id: string; sealed: string; set_by: string }

/** Proxies of locked lots, in the order in which they were set. */
export const PROXIES_OF_LOTS = {
  name: 'desk_proxies', text: 'select lot_id, company_id, sealed, set_by from quoting.proxy_bids where lot_id = any($1::text[]) order by set_at, company_id',
} as const;

export function proxyText(proxy: KeptProxy): string {
  return canonicalJson({ ...proxy, floor: { ...proxy.floor } });
}

/** A proxy as the desk reads it, under the lock of its lot. */
export function proxyOf(row: ProxyRow, opens: Opens): Omit<Proxy, 'quality'> {
  const { floor, stepMinor, promisedDate, termsVersion } = JSON.parse(opens(row.sealed, `${row.lot_id} ${row.company_id}`)) as KeptProxy;
  return { companyId: row.company_id, floor, step: BigInt(stepMinor), promisedDate, termsVersion };
}
