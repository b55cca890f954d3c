import fc from 'fast-check';
import { bidVisibilities, tieBreaks, type TenderRulesView } from '#contracts/quoting-tender-terms';
import { rulesWith } from '../../../../../test/builders/lots.js';
import { rulesInWords } from './rules-sentences.view.js';

const text = (given: Partial<TenderRulesView>) => rulesInWords(rulesWith(given), 'en').join('\n');

describe('the rules in words', () => {
  it('name the step of every price band with its amounts', () => {
    expect(text({ improvementPercent: '0', improvementMinor: '3000', improvementBands: [{ fromMinor: '500000', percent: '1.5', minor: '20000' }] }))
      .toContain('below the bidder\'s own last one by at least the larger of 0 percent and 30.00 CNY; from 5000.00 CNY on, the larger of 1.5 percent and 200.00 CNY.');
    expect(text({ currency: 'JPY', improvementMinor: '7' })).toContain('7 JPY');
  });

  it('say how a closing moves, and that a hard one does not', () => {
    const softClose = { windowSeconds: 180, extendSeconds: 120, triggerRank: 3, maxExtensions: 10, hardCloseMinutes: 90, scope: 'ALL_LOTS' as const };
    expect(text({ softClose })).toContain('among the first 3 in the last 180 seconds moves the closing of all lots to 120 seconds after it, at most 10 times, never beyond 90 minutes');
    expect(text({ softClose: null })).toContain('The closing is hard');
    expect(text({ closesAtFirstBid: true })).not.toContain('The closing is hard');
  });

  it('give the formula of a weighted ranking as it is computed, and the order of ties', () => {
    expect(text({ priceWeight: 60, dateWeight: 25, qualityWeight: 15 })).toContain('amount × (1 + 0.25 · days late/10 + 0.15 · (1 − record))');
    expect(text({ visibility: 'SEALED', priceWeight: 60, dateWeight: 25, qualityWeight: 15 })).toContain('0.6 · lowest/amount + 0.25 ·');
    expect(text({ priceWeight: 85, qualityWeight: 15 })).toContain('accepted without rework');
    expect(text({ priceWeight: 85, dateWeight: 15 })).not.toContain('rework');
    expect(text({ tieOrder: ['PRICE'] })).toContain('in this order: the lower amount, the bid that came first.');
  });

  it('are the same number of whole sentences in both languages, whatever the rules', () => {
    const any = fc.record({
      visibility: fc.constantFrom(...bidVisibilities), sealedMinutes: fc.option(fc.nat(90)), direct: fc.boolean(), closesAtFirstBid: fc.boolean(), minBids: fc.integer({ min: 1, max: 9 }), tellGap: fc.boolean(), qualityWeight: fc.constantFrom(0, 15), priceWeight: fc.constantFrom(85, 100),
      tieOrder: fc.subarray([...tieBreaks]), freightIncluded: fc.boolean(), taxIncluded: fc.boolean(), showBidCount: fc.boolean(),
    });
    fc.assert(fc.property(any, (given) => {
      const [zh, en] = [rulesInWords(rulesWith(given), 'zh-CN'), rulesInWords(rulesWith(given), 'en')];
      expect(zh).toHaveLength(en.length);
      for (const sentence of [...zh, ...en]) expect(sentence).toMatch(/^\S.*[.。）]$/u);
      for (const sentence of en) expect(sentence).not.toMatch(/\p{Script=Han}/u);
      expect([...zh, ...en].join('')).not.toMatch(/undefined|null|NaN/);
    }));
  });
});
