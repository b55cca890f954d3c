import { changesPapers, closesPapers, openPages, shownAs, type LinePapers, type PaperShown } from './papers.view.js';

const file = (given: Partial<PaperShown> = {}): PaperShown => ({ id: 'fil_1', name: '1-1_A.pdf', purpose: 'DRAWING', mediaType: 'application/pdf', grantedStage: 'VIEW', ...given });
const line = (...files: PaperShown[]): LinePapers => ({ id: 'lin_1', itemNo: '1-1', name: '镶件', revision: 'A', thumbnailUrl: null, files });

describe('papers of a line', () => {
  it('open page by page where they have pages and the stage lets them', () => {
    expect(openPages([line(file(), file({ id: 'fil_2', grantedStage: 'OUTLINE' }), file({ id: 'fil_3', mediaType: 'model/gltf-binary' }), file({ id: 'fil_4', mediaType: 'image/vnd.dwg', grantedStage: 'DOWNLOAD' }))])).toEqual([{ id: 'fil_1', name: '1-1_A.pdf', revision: 'A' }]);
    expect([shownAs(file({ mediaType: 'image/vnd.dxf' })), shownAs(file({ mediaType: 'model/gltf-binary' })), shownAs(file({ mediaType: 'model/step' })), shownAs(file({ mediaType: null }))]).toEqual(['PAGES', 'MODEL', null, null]);
  });

  it('leave the screen when they were taken back or the lot has gone, and are asked for again when they may have changed', () => {
    expect(['drawings.recalled', 'lot.cancelled'].every(closesPapers)).toBe(true);
    expect(['drawings.given', 'order.changed', 'lot.invited'].some(closesPapers)).toBe(false);
    expect(['drawings.recalled', 'drawings.given', 'lot.cancelled', 'order.changed'].every(changesPapers)).toBe(true);
    expect(['lot.invited', 'bid.outbid', 'operation.done'].some(changesPapers)).toBe(false);
  });
});
