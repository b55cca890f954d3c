import { afterNews, openPages, shownAs, type LinePapers, type PaperShown } from './papers.view.js';

const file = (given: Partial<PaperShown> = {}): PaperShown => ({ id: 'fil_1', name: '1-1_A.pdf', purpose: 'DRAWING', mediaType: 'application/pdf', grantedStage: 'VIEW', ...given });
const line = (...files: PaperShown[]): LinePapers => ({ id: 'lin_1', itemNo: '1-1', name: '镶件', revision: 'A', thumbnailUrl: null, files });

describe('papers of a line', () => {
  it('open page by page where they have pages and the stage lets them', () => {
    expect(openPages([line(file(), file({ id: 'fil_2', grantedStage: 'OUTLINE' }), file({ id: 'fil_3', mediaType: 'model/gltf-binary' }), file({ id: 'fil_4', mediaType: 'image/vnd.dwg', grantedStage: 'DOWNLOAD' }))])).toEqual([{ id: 'fil_1', name: '1-1_A.pdf', revision: 'A' }]);
    expect([shownAs(file({ mediaType: 'image/vnd.dxf' })), shownAs(file({ mediaType: 'model/gltf-binary' })), shownAs(file({ mediaType: 'model/step' })), shownAs(file({ mediaType: null }))]).toEqual(['PAGES', 'MODEL', null, null]);
  });

  it('leave the screen when they were taken back or the lot has gone, and only those that the news are about', () => {
    const after = (type: string, subjectId = 'lot_1') => afterNews({ type, subjectId }, ['lot_1', 'oln_1']);
    expect([after('drawings.recalled'), after('drawings.recalled', 'oln_1'), after('lot.cancelled')]).toEqual(['CLOSE', 'CLOSE', 'CLOSE']);
    expect([after('drawings.recalled', 'lot_2'), after('lot.cancelled', 'lot_2')]).toEqual([null, null]);
  });

  it('are out of sight until asked for again when news were missed, and are asked for again when there may be more', () => {
    const after = (type: string, subjectId = 'lot_1') => afterNews({ type, subjectId }, ['lot_1']);
    expect(afterNews('RESET', ['lot_1'])).toBe('HIDE');
    expect([after('drawings.given'), after('order.issued', 'ord_1'), after('order.changed', 'ord_1')]).toEqual(['LOOK', 'LOOK', 'LOOK']);
    expect([after('drawings.given', 'lot_2'), after('lot.invited'), after('bid.outbid'), after('operation.done')]).toEqual([null, null, null, null]);
  });
});
