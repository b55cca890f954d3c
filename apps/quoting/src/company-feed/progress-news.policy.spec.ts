import { newId } from '#kernel';
import { newsOfImport, newsOfLine, newsOfProgress, newsOfRecall } from './progress-news.policy.js';

const fact = {
  orderId: 'ord_1', orderLineId: 'oln_1', mouldId: 'mld_secret', partId: 'prt_secret', buyerId: 'com_buyer', supplierId: 'com_supplier',
  seq: 20, state: 'RUNNING', passed: 0, pieces: 2,
};

describe('news of progress', () => {
  it('tells both sides, and neither mould nor part to the supplier', () => {
    const [buyer, supplier] = newsOfProgress(fact);
    expect(buyer).toEqual({
      companyId: 'com_buyer', type: 'operation.started', subjectId: 'oln_1',
      cell: { mouldId: 'mld_secret', partId: 'prt_secret', orderLineId: 'oln_1', seq: 20, state: 'RUNNING', passed: 0, pieces: 2 },
    });
    expect(supplier?.companyId).toBe('com_supplier');
    expect(JSON.stringify(supplier)).not.toContain('secret');
  });

  it('keeps work in the own house to the house', () => {
    expect(newsOfProgress({ ...fact, orderId: null, orderLineId: null, supplierId: null }).map((n) => [n.companyId, n.subjectId])).toEqual([['com_buyer', 'prt_secret']]);
  });

  it('names pauses and ends', () => {
    expect(newsOfProgress({ ...fact, state: 'PAUSED' })[0]?.type).toBe('operation.paused');
    expect(newsOfProgress({ ...fact, state: 'PASSED' })[0]?.type).toBe('operation.done');
  });

  it('tells of an import once', () => {
    const moved = (importId: string) => ({ companyId: 'com_a', importId });
    expect(newsOfImport([moved('imp_1'), moved('imp_2'), moved('imp_1')])).toEqual([
      { companyId: 'com_a', type: 'import.progress', subjectId: 'imp_1' }, { companyId: 'com_a', type: 'import.progress', subjectId: 'imp_2' }]);
  });

  it('tells of a line once per company', () => {
    expect(newsOfLine({ orderId: 'ord_1', orderLineId: 'oln_1', buyerId: 'com_a', supplierId: 'com_a', state: 'ACCEPTED' }))
      .toEqual([{ companyId: 'com_a', type: 'line.accepted', subjectId: 'oln_1' }]);
    expect(newsOfLine({ orderId: 'ord_1', orderLineId: 'oln_1', buyerId: 'com_a', supplierId: 'com_b', state: 'SUSPENDED' }).map((n) => n.type))
      .toEqual(['order.changed', 'order.changed']);
  });
});

describe('drawings that were taken back', () => {
  it('are told to the company that had them, for each place where it may have them open, and for no lot that it does not know', () => {
    const [known, foreign, line] = [newId('lot'), newId('lot'), newId('orderLine')];
    const fact = { ownerId: 'com_1', companyId: 'com_2', recalled: true, subjectIds: [known, foreign, line] };
    expect(newsOfRecall(fact, new Set([known]))).toEqual([{ companyId: 'com_2', type: 'drawings.recalled', subjectId: known }, { companyId: 'com_2', type: 'drawings.recalled', subjectId: line }]);
    expect(newsOfRecall({ ...fact, recalled: false }, new Set([known]))[0]!.type).toBe('drawings.given');
    expect(newsOfRecall(fact, new Set()).map(({ subjectId }) => subjectId)).toEqual([line]);
  });
});
