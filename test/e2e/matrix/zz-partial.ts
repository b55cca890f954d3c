import { newId } from '#kernel';
import { aFactory, aShop, SMALL_BOM } from '../../journeys/trade.js';
import type { Market } from '../market.js';
import type { RunningTrade } from './running-trade.js';
export async function aRunningTrade(market: Market, mouldNo: string): Promise<RunningTrade> {
  const bom = SMALL_BOM.replaceAll('M1-', `${mouldNo}-`).replaceAll(',1,HRC', ',3,HRC');
  const [floor, shop] = await Promise.all([aFactory(market, Buffer.from(bom), mouldNo), aShop(market, `shop-${mouldNo}`)]);
  const own = await floor.lin.ask<any>('query Own($id: ID!) { viewer { company { members { id } } } mould(id: $id) { imports { id files { id } } } }', { id: floor.mouldId });
  const k = (kind: any) => [newId(kind)];
  return { floor, shop, ids: { company: [floor.companyId, shop.companyId], member: own.viewer.company.members.map((m: any) => m.id), apiKey: k('apiKey'), mould: [floor.mouldId], part: [floor.parts[0]!.id],
    import: own.mould.imports.map(({ id }: any) => id), file: own.mould.imports.flatMap(({ files }: any) => files.map(({ id }: any) => id)),
    tender: k('tender'), lot: k('lot'), bid: k('bid'), question: k('question'), award: k('award'), machine: k('machine'), order: k('order'), orderLine: k('orderLine'), piece: k('piece'), run: k('run'), delivery: k('delivery'), travellerCode: ['ABCDEFGH12'],
    user: [], invitation: [], session: [], operation: [], lotLine: [], inspection: [], nonconformance: [], report: [], event: [], request: [], ticket: [] } };
}
