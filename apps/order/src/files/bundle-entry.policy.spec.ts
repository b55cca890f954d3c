import fc from 'fast-check';
import { bundleLimits, entryName, judgeBundle, type RawEntry } from './bundle-entry.policy.js';

const raw = (name: string | Uint8Array, given: Partial<RawEntry> = {}): RawEntry => ({
  rawName: typeof name === 'string' ? new TextEncoder().encode(name) : name, isUtf8: false, unicodeName: null, packed: 100, unpacked: 200, isEncrypted: false, isSpecial: false, ...given,
});
const judged = (entries: readonly RawEntry[], size = 1_000_000) => judgeBundle(entries, size);
const names = (entries: readonly RawEntry[]) => { const found = judged(entries); return found.ok ? found.plan.wanted.map(({ name }) => name) : found.why; };

describe('the directory of a bundle', () => {
  it('is refused by its numbers before anything is unpacked', () => {
    expect(judged(Array.from({ length: 2_001 }, (_, i) => raw(`${i}`)))).toEqual({ ok: false, why: 'BUNDLE_TOO_MANY' });
    expect(judged([raw('a', { packed: 100_000_000, unpacked: bundleLimits.unpacked + 1 })], 200_000_000)).toEqual({ ok: false, why: 'BUNDLE_TOO_LARGE' });
    expect(judged([raw('a', { packed: 10_000, unpacked: 3_000_000 })])).toEqual({ ok: false, why: 'BUNDLE_TOO_DENSE' });
    expect(judged([raw('a', { isEncrypted: true })])).toEqual({ ok: false, why: 'BUNDLE_ENCRYPTED' });
    // Entries that lie over each other.
    expect(judged(Array.from({ length: 20 }, (_, i) => raw(`${i}`, { packed: 90_000, unpacked: 90_000 })))).toEqual({ ok: false, why: 'BUNDLE_BROKEN' });
  });

  it('gives names without folders, litter and tricks', () => {
    expect(names([raw('a/b/c.pdf'), raw('..\\..\\d.pdf'), raw('/etc/passwd'), raw('folder/'), raw('__MACOSX/a/._c.pdf'), raw('x/.DS_Store'), raw('~$list.xlsx'), raw('\u202efdp.exe'), raw('n\u0000ul.pdf')]))
      .toEqual(['c.pdf', 'd.pdf', 'passwd', 'fdp.exe', 'nul.pdf']);
  });

  it.each([
    ['UTF-8 that says so', raw('清单.csv', { isUtf8: true }), '清单.csv'], ['UTF-8 that does not', raw('清单.csv'), '清单.csv'], ['GBK', raw(Uint8Array.of(0xc7, 0xe5, 0xb5, 0xa5, 0x2e, 0x63)), '清单.c'],
    ['a second name', raw('???.csv', { unicodeName: '清单.csv' }), '清单.csv'], ['nothing known', raw(Uint8Array.of(0xff, 0xff, 0x41), { isUtf8: true }), 'ÿÿA'],
  ])('reads names in %s', (_, entry, name) => expect(entryName(entry)).toBe(name));

  it('leaves out by name what is no file for parts', () => {
    const found = judged([raw('a.pdf'), raw('b.pdf', { unpacked: 0 }), raw('c.pdf', { isSpecial: true }), raw('d.step', { packed: 3_000_000, unpacked: bundleLimits.oneUnpacked + 1 })], 5_000_000);
    expect(found).toMatchObject({ ok: true, plan: { wanted: [{ index: 0, name: 'a.pdf' }], skipped: [{ name: 'b.pdf', why: 'FILE_EMPTY' }, { name: 'c.pdf', why: 'SPECIAL_FILE' }, { name: 'd.step', why: 'FILE_TOO_LARGE' }] } });
  });

  it('never gives a name that leads anywhere', () => {
    fc.assert(fc.property(fc.array(fc.string({ unit: 'binary', maxLength: 60 }), { maxLength: 5 }), (texts) => {
      const found = names(texts.map((text) => raw(text)));
      for (const name of found) expect(name).not.toMatch(/[/\\\u0000]|^\.{1,2}$/);
    }), { numRuns: 300 });
  });
});
