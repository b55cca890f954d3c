import type { InspectedPiece, Verdict } from './inspection.policy.js';
import { judgementsOf } from './judgement.policy.js';

const line = (orderLineId: string, supplierId: string) => ({ orderLineId, supplierId, count: 1, sent: 1, arrived: 1, counted: 1, accepted: 0 });
const piece: InspectedPiece = { id: 'pce_1', state: 'TO_INSPECT' as InspectedPiece['state'], ownerId: 'com_buyer', held: false, runs: [], lines: [line('lin_a', 'com_a'), line('lin_b', 'com_b')] };
const verdict = (given: Partial<Verdict>): Verdict => ({ orderLineId: 'lin_b', supplierId: 'com_b', passes: [], fails: null, accepts: [], clears: false, clearsPiece: false, holds: false, scraps: false, ...given });

describe('what an inspection says of suppliers', () => {
  it('is good of all whose work is accepted with the piece', () => {
    expect(judgementsOf(piece, 'com_buyer', 'ACCEPT', verdict({ accepts: ['lin_a', 'lin_b'] }))).toEqual([
      { orderLineId: 'lin_a', pieceId: 'pce_1', supplierId: 'com_a', accepted: true, faulty: false }, { orderLineId: 'lin_b', pieceId: 'pce_1', supplierId: 'com_b', accepted: true, faulty: false },
    ]);
    expect(judgementsOf(piece, 'com_buyer', 'ACCEPT', verdict({ clears: true }))).toHaveLength(1);
  });

  it.each(['REWORK', 'REPAIR', 'RETURN', 'SCRAP'] as const)('is a fault of the one whose line it is about: %s', (disposition) => {
    expect(judgementsOf(piece, 'com_buyer', disposition, verdict({}))).toEqual([{ orderLineId: 'lin_b', pieceId: 'pce_1', supplierId: 'com_b', accepted: false, faulty: true }]);
  });

  it('is both for a concession: accepted, and not as it should be', () => {
    expect(judgementsOf(piece, 'com_buyer', 'CONCESSION', verdict({ accepts: ['lin_b'] }))).toEqual([expect.objectContaining({ accepted: true, faulty: true })]);
  });

  it('is nothing when a shop checks its own work, when a piece is held, and for work in the own shop', () => {
    expect(judgementsOf(piece, 'com_b', 'REWORK', verdict({}))).toEqual([]);
    expect(judgementsOf(piece, 'com_buyer', 'HOLD', verdict({ holds: true }))).toEqual([]);
    expect(judgementsOf(piece, 'com_buyer', 'REWORK', verdict({ orderLineId: null, supplierId: null }))).toEqual([]);
  });
});
