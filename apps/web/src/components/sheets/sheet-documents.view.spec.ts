import { documentsOf } from './sheet-documents.view.js';

describe('the drawings of a part', () => {
  it('stand with the latest revision that has them, present ones first', () => {
    const file = (id: string, purpose = 'DRAWING', mediaType: string | null = 'application/pdf') => ({ id, name: `${id}.pdf`, purpose, mediaType });
    const part = { revision: 'C', files: [file('new'), file('same'), file('step', 'MODEL', 'model/step'), file('photo', 'ATTACHMENT', 'image/png')], revisions: [{ revision: 'B', files: [file('same'), file('old')] }, { revision: 'A', files: [file('old')] }] };
    expect(documentsOf(part).map(({ id, revision }) => [id, revision])).toEqual([['new', 'C'], ['same', 'C'], ['photo', 'C'], ['old', 'B']]);
  });
});
