import { createHash } from 'node:crypto';
import { aPart, canaries } from '../../../../test/builders/parts.js';
import { bidderLotView, stageOf, type BidderLotRow } from './lot.view.js';
import { isPresentNda, ndaText } from './nda.view.js';
import { rulesOf, termsOf } from './tender-rules.policy.js';
import { TenderRulesInput, TradeTermsInput } from '#contracts/quoting-tender-terms';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const lot = (given: Partial<BidderLotRow> = {}): BidderLotRow => ({
  id: 'lot_1', tenderId: 'tnd_secret', lotNo: 3, title: '滑块镶件', state: 'PUBLISHED', termsVersion: 1, currency: 'CNY', taxIncluded: true, taxRate: '13.00', ceilingMinor: '420000',
  opensAt: new Date(0), closesAt: new Date(1), extensions: 0, buyerId: 'com_buyer', tenderNo: 'T2611-00001', rules: rulesOf(new TenderRulesInput()), terms: termsOf(new TradeTermsInput()),
  disclosure: { buyerName: false, ndaRequired: true, drawingStage: 'DOWNLOAD' }, ndaAccepted: false, quality: 912, fitScore: 80, fitReasons: [],
  lines: [{ id: 'lin_1', lineNo: 2, partId: 'prt_secret', operationSeqs: null, quantity: 1, requestedDate: '2026-12-05', materialSupply: 'SUPPLIER', snapshot: aPart({ mirrorOfId: 'prt_neighbour' }) }],
  ...given,
});

describe('a lot for its bidder', () => {
  it('names neither buyer nor part number nor part, and a number of its own', () => {
    const view = bidderLotView(lot(), 'en', sha256);
    expect(view).toMatchObject({ buyerId: null, drawingStage: 'OUTLINE', lines: [{ itemNo: '3-2' }], ceiling: { amountMinor: '420000', taxRate: '13' } });
    for (const word of [...canaries, 'com_buyer', 'prt_', 'mld_', 'tnd_secret']) expect(JSON.stringify(view)).not.toContain(word);
  });

  it('names the buyer and the part number where the tender shows them, or after the award', () => {
    expect(bidderLotView(lot({ disclosure: { buyerName: true, ndaRequired: false, drawingStage: 'VIEW' } }), 'en', sha256)).toMatchObject({ buyerId: 'com_buyer', lines: [{ itemNo: 'AC2507-CANARY' }], ndaToAccept: null });
    expect(bidderLotView(lot(), 'en', sha256, true).buyerId).toBe('com_buyer');
  });

  it('shows drawings only after the text was accepted, and no further than the tender allows', () => {
    expect(stageOf({ buyerName: false, ndaRequired: true, drawingStage: 'DOWNLOAD' }, false)).toBe('OUTLINE');
    expect(stageOf({ buyerName: false, ndaRequired: true, drawingStage: 'VIEW' }, true)).toBe('VIEW');
    expect(stageOf({ buyerName: false, ndaRequired: false, drawingStage: 'VIEW' }, false)).toBe('VIEW');
  });

  it('takes the hash of the text in either language, and no other', () => {
    for (const locale of ['zh-CN', 'en'] as const) expect(isPresentNda(ndaText(locale, sha256).sha256, sha256)).toBe(true);
    expect(isPresentNda(sha256('another text'), sha256)).toBe(false);
  });
});
