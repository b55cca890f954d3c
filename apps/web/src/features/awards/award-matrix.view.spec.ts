import type { AwardTenderFragment } from '../../generated/types.js';
import { acceptances, awardMatrix, bestPicks, cheapestPicks, keptPicks, matrixRows, picksFor, pickSum, reasonsNeeded, wishCost } from './award-matrix.view.js';

type Tender = AwardTenderFragment;
const yuan = (amountMinor: number) => ({ amountMinor: String(amountMinor * 100), currency: 'CNY', taxIncluded: true, taxRate: '13' });
const lot = (id: string, given: { state?: string; mirrorOfId?: string; target?: number } = {}): Tender['lots'][number] => ({
  id, lotNo: Number(id.slice(1)), title: id, state: given.state ?? 'EVALUATING', closesAt: '2026-11-23T08:00:00.000Z', bidCount: 3, reserve: given.target === undefined ? null : yuan(given.target), lines: [{ requestedDate: '2026-12-05' }],
  parts: [{ id: `p${id}`, partNo: `AC2507-${id}`, name: '镶件', material: '8407', quantity: 1, mirrorOfId: given.mirrorOfId ?? null }],
}) as Tender['lots'][number];
const bid = (lotId: string, alias: string, rank: number, price: number, day = '2026-12-03', state = 'VALID'): Tender['standings'][number] => ({
  lotId, bidId: `${lotId}-${alias}`, rank, alias, state, promisedDate: day, note: null, bidder: { id: alias, name: `厂${alias}` }, amount: yuan(price), comparable: yuan(price),
}) as Tender['standings'][number];
const award = (lotId: string, alias: string, state: string): Tender['awards'][number] => ({
  id: `a${lotId}${alias}${state}`, version: 1, lotId, bidId: `${lotId}-${alias}`, state, promisedDate: '2026-12-03', reason: null, acceptBy: null, orderId: null, supplier: { id: alias, name: `厂${alias}` }, amount: yuan(100), approvedBy: null,
}) as Tender['awards'][number];
const tender = (lots: Tender['lots'], standings: Tender['standings'], awards: Tender['awards'] = []): Tender => ({
  id: 't', version: 1, tenderNo: 'T1', title: 'T', state: 'EVALUATING', opensAt: '', closesAt: '', rules: { visibility: 'BEST_PRICE', currency: 'CNY', taxIncluded: true, priceWeight: 100, dateWeight: 0, qualityWeight: 0, acceptWithinMinutes: 240 }, lots, standings, awards,
}) as Tender;

const three = tender([lot('L1', { target: 110 }), lot('L2'), lot('L3', { state: 'PUBLISHED' })], [
  bid('L1', 'S1', 1, 100), bid('L1', 'S2', 2, 120, '2026-12-01'), bid('L2', 'S2', 1, 200), bid('L2', 'S1', 2, 210, '2026-12-08'), bid('L2', 'S3', 3, 190, '2026-12-09', 'WITHDRAWN'), bid('L3', 'S1', 1, 50),
]);

describe('the award matrix', () => {
  it('puts lots against suppliers and leaves out what cannot be taken', () => {
    const { rows, columns } = awardMatrix(three);
    expect(columns.map(({ key, bids }) => [key, bids])).toEqual([['S1', 3], ['S2', 2], ['S3', 1]]);
    expect(rows.map(({ stage, cheapest }) => [stage, cheapest])).toEqual([['DECIDE', 'S1'], ['DECIDE', 'S2'], ['BIDDING', 'S1']]);
    expect(rows[1]!.cells.get('S3')!.takeable).toBe(false);
    expect(rows[1]!.cells.get('S1')!.daysLate).toBe(3);
  });

  it('knows a supplier by who it is, for an alias is that of one lot, and leaves out who has no name yet', () => {
    const who = (lotId: string, alias: string, bidder: { id: string; name: string } | null) => ({ ...bid(lotId, alias, 1, 100), bidder }) as Tender['standings'][number];
    const { rows, columns } = awardMatrix(tender([lot('L1'), lot('L2'), lot('L3', { state: 'PUBLISHED' })], [who('L1', 'S1', { id: 'wang', name: '王' }), who('L2', 'S2', { id: 'wang', name: '王' }), who('L2', 'S1', { id: 'he', name: '何' }), who('L3', 'S1', null)]));
    expect(columns).toEqual([{ key: 'wang', name: '王', bids: 2 }, { key: 'he', name: '何', bids: 1 }]);
    expect(rows.map(({ cells }) => [...cells.keys()])).toEqual([['wang'], ['wang', 'he'], []]);
  });

  it('tells the lowest from the best rank where dates weigh', () => {
    const matrix = awardMatrix(tender([lot('L1')], [bid('L1', 'S1', 2, 100, '2026-12-20'), bid('L1', 'S2', 1, 104)]));
    expect([...cheapestPicks(matrix)]).toEqual([['L1', 'S1']]);
    expect([...bestPicks(matrix)]).toEqual([['L1', 'S2']]);
    expect(reasonsNeeded(matrix, cheapestPicks(matrix)).passedOver.map(({ lotId }) => lotId)).toEqual(['L1']);
  });

  it('adds up what is chosen and says the cost of a wish at once', () => {
    const matrix = awardMatrix(three);
    const lowest = cheapestPicks(matrix);
    expect(pickSum(matrix, lowest)).toMatchObject({ waiting: 2, chosen: 2, totalMinor: 30_000n, overMinor: 0n, suppliers: 2, late: 0, lastDay: '2026-12-03' });
    expect(pickSum(matrix, lowest).againstTarget).toBeCloseTo(-9.09, 1);
    expect(wishCost(matrix, lowest, matrix.rows[0]!, 'S2')).toMatchObject({ chosen: false, against: 'CHOICE', minor: 2_000n, percent: 20, days: -2, suppliersBefore: 2, suppliersAfter: 1 });
    const one = picksFor(matrix, lowest, 'S1');
    expect(pickSum(matrix, one)).toMatchObject({ suppliers: 1, totalMinor: 31_000n, overMinor: 1_000n, late: 1 });
    expect(wishCost(matrix, new Map(), matrix.rows[0]!, 'S1')).toMatchObject({ against: 'LOWEST', minor: 0n, suppliersAfter: 1 });
    expect(wishCost(matrix, lowest, matrix.rows[0]!, 'S3')).toBeNull();
  });

  it('asks why where mirrored parts go apart', () => {
    const matrix = awardMatrix(tender([lot('L1'), lot('L2', { mirrorOfId: 'pL1' })], [bid('L1', 'S1', 1, 100), bid('L1', 'S2', 2, 110), bid('L2', 'S2', 1, 90), bid('L2', 'S1', 2, 95)]));
    expect(reasonsNeeded(matrix, cheapestPicks(matrix)).apart.map(({ lotId }) => lotId)).toEqual(['L1', 'L2']);
    expect(reasonsNeeded(matrix, picksFor(matrix, cheapestPicks(matrix), 'S2')).apart).toEqual([]);
  });

  it('asks why where the bid lies above the own wish, and says by how much', () => {
    const matrix = awardMatrix(tender([lot('L1', { target: 110 }), lot('L2', { target: 200 })], [bid('L1', 'S1', 1, 111), bid('L2', 'S1', 1, 200)]));
    expect(reasonsNeeded(matrix, bestPicks(matrix)).overTarget.map(({ row, minor, targetMinor }) => [row.lotId, minor, targetMinor])).toEqual([['L1', 11_100n, 11_000n]]);
  });

  it('offers a fallen lot anew without the one who fell, and keeps only choices that still hold', () => {
    const fallen = awardMatrix(tender([lot('L1')], [bid('L1', 'S1', 1, 100), bid('L1', 'S2', 2, 120, '2026-12-01', 'STANDBY')], [award('L1', 'S1', 'DECLINED')]));
    expect(fallen.rows[0]).toMatchObject({ stage: 'DECIDE', cheapest: 'S2', award: null });
    expect(fallen.rows[0]!.cells.get('S1')).toMatchObject({ takeable: false, fell: 'DECLINED' });
    expect([...keptPicks(fallen, new Map([['L1', 'S1']]))]).toEqual([]);
    const offered = awardMatrix(tender([lot('L1', { state: 'AWARDED' })], [bid('L1', 'S1', 1, 100, '2026-12-03', 'WON')], [award('L1', 'S1', 'OFFERED')]));
    expect(offered.rows[0]!.stage).toBe('DECIDED');
    expect(matrixRows(offered, new Map(), 'decide', '')).toEqual([]);
    expect(matrixRows(offered, new Map(), 'decided', 'ac2507').length).toBe(1);
  });

  it('counts how offers stand', () => {
    expect(acceptances([award('L1', 'S1', 'DECLINED'), award('L1', 'S2', 'OFFERED'), award('L2', 'S1', 'ORDERED'), award('L3', 'S1', 'PROPOSED')])).toEqual({ offered: 1, accepted: 1, fallen: 1, proposed: 1 });
  });
});
