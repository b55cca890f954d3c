import { createHash } from 'node:crypto';
import { aPart, canaries } from '../../../../test/builders/parts.js';
import { bidderLotView, buyerLotView, type BidderLotRow } from './lot.view.js';
import { isPresentNda, ndaText } from './nda.view.js';
import { rulesOf, termsOf } from './tender-rules.policy.js';
import { TenderRulesInput, TradeTermsInput } from '#contracts/quoting-tender-terms';

const hiding = { buyerName: false, mouldName: false, customerName: false, ndaRequired: true, drawingStage: 'VIEW', accessDays: 7 } as const;
const now = new Date(1_000);
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const lot = (given: Partial<BidderLotRow> = {}): BidderLotRow => ({
  id: 'lot_1', tenderId: 'tnd_secret', lotNo: 3, title: '滑块镶件', state: 'PUBLISHED', termsVersion: 1, currency: 'CNY', taxIncluded: true, taxRate: '13.00', ceilingMinor: '420000',
  opensAt: new Date(0), closesAt: new Date(1), extensions: 0, buyerId: 'com_buyer', tenderNo: 'T2611-00001', rules: rulesOf(new TenderRulesInput()), terms: termsOf(new TradeTermsInput()),
  disclosure: { ...hiding, drawingStage: 'DOWNLOAD' }, closedAt: null, ndaAccepted: false, declined: false, awarded: false, mouldNames: [], quality: 912, fitScore: 80, fitReasons: [],
  lines: [{ id: 'lin_1', lineNo: 2, partId: 'prt_secret', operationSeqs: null, quantity: 1, requestedDate: '2026-12-05', materialSupply: 'SUPPLIER', snapshot: aPart({ mirrorOfId: 'prt_neighbour' }) }],
  ...given,
});

describe('a lot for its bidder', () => {
  it('names neither buyer nor part number nor part, and a number of its own', () => {
    const view = bidderLotView(lot(), 'en', sha256, now);
    expect(view).toMatchObject({ buyerId: null, drawingStage: 'OUTLINE', lines: [{ itemNo: '3-2' }], ceiling: { amountMinor: '420000', taxRate: '13' } });
    for (const word of [...canaries, 'com_buyer', 'prt_', 'mld_', 'tnd_secret']) expect(JSON.stringify(view)).not.toContain(word);
  });

  it('names the buyer and the part number where the tender shows them, or after the award', () => {
    expect(bidderLotView(lot({ disclosure: { ...hiding, buyerName: true, ndaRequired: false } }), 'en', sha256, now)).toMatchObject({ buyerId: 'com_buyer', lines: [{ itemNo: 'AC2507-CANARY' }], ndaToAccept: null });
    expect(bidderLotView(lot({ awarded: true }), 'en', sha256, now).buyerId).toBe('com_buyer');
  });

  it('shows drawings only after the text was accepted, and no further than the tender allows', () => {
    const stage = (given: Partial<BidderLotRow>) => bidderLotView(lot(given), 'en', sha256, now).drawingStage;
    expect(stage({})).toBe('OUTLINE');
    expect(stage({ disclosure: hiding, ndaAccepted: true })).toBe('VIEW');
    expect(stage({ ndaAccepted: true })).toBe('DOWNLOAD');
    expect(stage({ disclosure: { ...hiding, ndaRequired: false } })).toBe('VIEW');
    expect(stage({ ndaAccepted: true, declined: true })).toBe('OUTLINE');
  });

  it('has no name of mould or end customer in any text, unless the tender shows it or the lot was awarded', () => {
    const mould = { mouldNo: 'AC2507', title: '空调面板模', customerName: 'CANARY-CUSTOMER' };
    const lines = lot().lines.map((line) => ({ ...line, snapshot: aPart({ mould, partNo: 'AC2507-405', name: '空调面板模 滑块', requirements: 'as on ac-2507' }) }));
    const given = { ndaAccepted: true, title: 'AC2507 slides for canary customer', lines, mouldNames: [mould], terms: { ...lot().terms, note: 'Pack with ＡＣ２５０７' } };
    const view = bidderLotView(lot(given), 'en', sha256, now);
    expect(view).toMatchObject({ title: '··· slides for ···', lines: [{ itemNo: '3-2', name: '··· 滑块', requirements: 'as on ···', mould: null }], terms: { note: 'Pack with ···' } });
    expect(JSON.stringify(view)).not.toMatch(/2507|空调面板模|canary/i);
    const named = bidderLotView(lot({ ...given, disclosure: { ...hiding, buyerName: true, customerName: true } }), 'en', sha256, now);
    expect(named).toMatchObject({ title: '··· slides for canary customer', lines: [{ itemNo: '···-405', mould: { mouldNo: null, title: null, customerName: 'CANARY-CUSTOMER' } }] });
    expect(bidderLotView(lot({ ...given, awarded: true }), 'en', sha256, now)).toMatchObject({ title: given.title, lines: [{ itemNo: 'AC2507-405', mould }] });
  });

  it('is read beforehand by its owner, in a draft and word for word', () => {
    const mould = { mouldNo: 'AC2507', title: '空调面板模', customerName: 'Haier' };
    const lines = lot().lines.map((line) => ({ ...line, snapshot: aPart({ mould, partNo: 'AC2507-405', name: '空调面板模 滑块', requirements: 'as on ac-2507, for haier' }) }));
    for (const [buyerName, mouldName, customerName] of [[false, false, false], [true, false, false], [false, true, false], [false, false, true], [true, true, true]] as const) {
      const given = { title: 'AC2507 slides for HAIER', lines, disclosure: { ...hiding, buyerName, mouldName, customerName } };
      const { title, lines: read } = bidderLotView(lot({ ...given, ndaAccepted: true, mouldNames: [mould] }), 'en', sha256, now);
      const owned = { ...lot(given), openQuestions: 0, reserveMinor: null };
      const draft = buyerLotView({ ...owned, state: 'DRAFT' }, given.disclosure);
      expect(draft.forBidders).toEqual({ title, lines: read.map((line) => ({ itemNo: line.itemNo, name: line.name, requirements: line.requirements, mould: line.mould })) });
      expect(draft.title).toBe(given.title);
      expect(buyerLotView(owned, given.disclosure).forBidders).toBeNull();
    }
  });

  it('has the names of no mould of the tender in payment, material and hardness either, also not that of another lot', () => {
    const moulds = [{ mouldNo: 'AC2507', title: null, customerName: 'LG' }, { mouldNo: 'AC2508', title: '洗衣机面板模', customerName: 'GE' }];
    const lines = lot().lines.map((line) => ({ ...line, snapshot: aPart({ mould: moulds[0]!, name: 'insert', material: 'LG stock 8407', hardness: 'as AC2508', requirements: null }) }));
    const view = bidderLotView(lot({ lines, mouldNames: moulds, terms: { ...lot().terms, payment: '30 days after GE pays', note: 'together with 洗衣机面板模' } }), 'en', sha256, now);
    expect(view).toMatchObject({ terms: { payment: '30 days after ··· pays', note: 'together with ···' }, lines: [{ material: '··· stock 8407', hardness: 'as ···' }] });
  });

  it('tells requirements once the text was accepted, and until the drawings end', () => {
    const told = (given: Partial<BidderLotRow>) => bidderLotView(lot(given), 'en', sha256, now).lines[0]!.requirements;
    expect([told({}), told({ ndaAccepted: true }), told({ disclosure: { ...hiding, ndaRequired: false } })]).toEqual([null, 'IT6; SPI B2', 'IT6; SPI B2']);
    expect([told({ ndaAccepted: true, declined: true }), told({ ndaAccepted: true, state: 'CANCELLED' }), told({ awarded: true })]).toEqual([null, null, 'IT6; SPI B2']);
  });

  it('takes the hash of the text in either language, and no other', () => {
    for (const locale of ['zh-CN', 'en'] as const) expect(isPresentNda(ndaText(locale, sha256).sha256, sha256)).toBe(true);
    expect(isPresentNda(sha256('another text'), sha256)).toBe(false);
  });
});
