import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { roles } from '#contracts';
import { readCursor, writeCursor } from './company-list.policy.js';
import { isPosition, isTimeZone, readRegistrationNo } from './company-profile.policy.js';
import { readEmail } from './email.policy.js';
import { leavesNoOwner, rolesBeyond, rolesInOrder, rolesNotToGive } from './membership.policy.js';
import { COMPANY_NAME_MAX, readName } from './name.policy.js';
import { passwordFlaw } from './password.policy.js';
import { isSecret, shownPrefix, writeCode, writeSecret } from './secret.policy.js';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const flawOf = (name: string) => { const reading = readName(name, COMPANY_NAME_MAX); return reading.ok ? null : reading.flaw; };

describe('a name', () => {
  it.each([
    ['永和模具（黄岩）有限公司'], ['Jianda EDM'], ['Müller & Söhne GmbH'], ['Công ty Khuôn Mẫu'], ['บริษัท แม่พิมพ์ Thai'], ['株式会社 金型'], ['Завод форм'], ['Ο Καλουπάς'], ['3M'], ['王芳'],
  ])('is taken as people write it: %s', (name) => {
    expect(readName(name, COMPANY_NAME_MAX)).toEqual({ ok: true, value: name.normalize('NFC') });
  });

  it.each([
    ['a zero-width blank', 'Yong\u200bhe', 'INVISIBLE'], ['a turned direction', 'Yong\u202ehe', 'INVISIBLE'], ['a soft hyphen', 'Yong\u00adhe', 'INVISIBLE'], ['a tag character', 'Yonghe\u{e0041}', 'INVISIBLE'],
    ['a Hangul filler', '\u3164', 'INVISIBLE'], ['a control character', 'Yong\u0007he', 'INVISIBLE'], ['a lone surrogate', 'Yong\ud800', 'INVISIBLE'], ['a private character', '\ue000', 'INVISIBLE'],
    ['a Cyrillic letter among Latin ones', 'Yongһe', 'LOOK_ALIKE'], ['a Greek letter among Latin ones', 'Υonghe', 'LOOK_ALIKE'], ['Cyrillic that reads as Latin', 'аррӏе', 'LOOK_ALIKE'],
    ['full-width letters', 'Ｙonghe', 'LOOK_ALIKE'], ['mathematical letters', '𝐘onghe', 'LOOK_ALIKE'], ['full-width digits', '３M', 'LOOK_ALIKE'], ['a heap of marks', 'Y\u0301\u0302\u0303\u0304onghe', 'LOOK_ALIKE'],
    ['nothing', '   ', 'EMPTY'], ['signs alone', '!!!', 'EMPTY'], ['no end', 'x'.repeat(121), 'TOO_LONG'],
  ])('is refused with %s', (_what, name, flaw) => {
    expect(flawOf(name)).toBe(flaw);
  });

  it('is one name however its blanks and marks were typed', () => {
    expect(readName('  Mu\u0308ller\u00a0 \u3000GmbH ', COMPANY_NAME_MAX)).toEqual({ ok: true, value: 'Müller GmbH' });
  });

  it('once taken is taken again unchanged', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (text) => {
      const reading = readName(text, COMPANY_NAME_MAX);
      if (reading.ok) expect(readName(reading.value, COMPANY_NAME_MAX)).toEqual(reading);
    }));
  });
});

describe('an address', () => {
  it('has one form', () => {
    expect(readEmail(' Lin@Yonghe.EXAMPLE ')).toBe('lin@yonghe.example');
    expect(readEmail('lin+tag.1@mail.yonghe.example')).toBe('lin+tag.1@mail.yonghe.example');
  });

  it.each(['', 'lin', 'lin@', '@x.de', 'lin@x', 'li n@x.de', 'lin@x..de', '.lin@x.de', 'lin.@x.de', 'lin@-x.de', 'lin@x.d', 'lin@x.de\r\nBcc: a@b.de', `${'x'.repeat(65)}@x.de`, `l@${'x.'.repeat(130)}de`, 'lіn@x.de', '"lin"@x.de', 'lin@[127.0.0.1]'])(
    'is not %j', (text) => { expect(readEmail(text)).toBeNull(); });
});

describe('a password', () => {
  it.each(['correct-horse-battery', '我喜欢在周末去爬山钓鱼看书听歌', 'Tr0ub4dor&3-again', 'einmal hin und her 77', '🐎🔋🧷🪝⚙️ horse pin'])('may be %s', (password) => {
    expect(passwordFlaw(password, ['lin@yonghe.example', 'Lin', 'Yonghe Mould'])).toBeNull();
  });

  it.each([
    ['short-pw', 'LENGTH'], ['x'.repeat(129), 'LENGTH'], ['🐎'.repeat(11), 'LENGTH'], ['aaaaaaaaaaaaaa', 'GUESSABLE'], ['abcabcabcabcabc', 'GUESSABLE'], ['abcdefghijklmn', 'GUESSABLE'], ['0987654321098765', 'GUESSABLE'],
    ['qwertyuiopasdf', 'GUESSABLE'], ['password12345', 'GUESSABLE'], ['Password2026!', 'GUESSABLE'], ['welcome1234567', 'GUESSABLE'], ['admin-admin-123', 'GUESSABLE'], ['yonghe-mould-1', 'PERSONAL'], ['lin@yonghe.example1', 'PERSONAL'],
  ])('must not be %s', (password, flaw) => {
    expect(passwordFlaw(password, ['lin@yonghe.example', 'Lin', 'Yonghe Mould'])).toBe(flaw);
  });
});

describe('a secret', () => {
  it('is known again by its checksum, and any other text is not', () => {
    fc.assert(fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), fc.nat(61), (random, place) => {
      const secret = writeSecret('apiKey', random, sha256);
      expect(secret).toMatch(/^msk_[0-9a-hjkmnp-tv-z]{52}[0-9a-f]{6}$/);
      expect(isSecret('apiKey', secret, sha256)).toBe(true);
      expect(isSecret('refresh', secret, sha256)).toBe(false);
      expect(isSecret('apiKey', `${secret.slice(0, place)}~${secret.slice(place + 1)}`, sha256)).toBe(false);
      expect(shownPrefix(secret)).toBe(secret.slice(0, 8));
    }));
  });

  it('differs when a single bit differs', () => {
    const a = new Uint8Array(32);
    const b = new Uint8Array(32);
    b[31] = 1;
    expect(writeSecret('invitation', a, sha256)).not.toBe(writeSecret('invitation', b, sha256));
    expect(() => writeSecret('apiKey', new Uint8Array(31), sha256)).toThrow(RangeError);
  });

  it('of six digits always has six', () => {
    fc.assert(fc.property(fc.uint8Array({ minLength: 16, maxLength: 16 }), (random) => { expect(writeCode(random)).toMatch(/^\d{6}$/); }));
  });
});

describe('roles', () => {
  it('of the platform are given by no company, whoever asks', () => {
    expect(rolesNotToGive([...roles])).toEqual(['PLATFORM_OPERATOR']);
    expect(rolesBeyond(['PLATFORM_OPERATOR'], ['OWNER'])).toEqual(['PLATFORM_OPERATOR']);
  });

  it('of a key never exceed those of its maker', () => {
    expect(rolesBeyond(['BUYER', 'SALES'], ['SALES'])).toEqual(['BUYER']);
    expect(rolesBeyond(['BUYER', 'SALES'], ['OWNER'])).toEqual([]);
  });

  it('leave an owner behind', () => {
    expect(leavesNoOwner(['OWNER'], [], 0)).toBe(true);
    expect(leavesNoOwner(['OWNER'], ['SALES'], 0)).toBe(true);
    expect(leavesNoOwner(['OWNER'], [], 1)).toBe(false);
    expect(leavesNoOwner(['SALES'], [], 0)).toBe(false);
    expect(rolesInOrder(['SALES', 'OWNER', 'SALES'], roles)).toEqual(['OWNER', 'SALES']);
  });
});

describe('a profile', () => {
  it('takes places on earth, zones of the calendar and numbers of registers', () => {
    expect(isPosition('28.65', '121.26')).toBe(true);
    expect(isPosition(null, null)).toBe(true);
    for (const [latitude, longitude] of [['90.000001', '0'], ['0', '-180.000001'], ['1', null], [null, '1']] as const) expect(isPosition(latitude, longitude)).toBe(false);
    expect(isTimeZone('Asia/Shanghai')).toBe(true);
    for (const zone of ['Mars/Base', '', '+08:00', 'x'.repeat(500)]) expect(isTimeZone(zone)).toBe(false);
    expect(readRegistrationNo(' 91331003ma2dtq7x0k ')).toBe('91331003MA2DTQ7X0K');
    for (const number of ['', 'A', '-123456', '91 33', '９１３３１００３']) expect(readRegistrationNo(number)).toBeNull();
  });
});

describe('a cursor', () => {
  it('comes back as it was written, and a made-up one is bad input', () => {
    fc.assert(fc.property(fc.nat(2), fc.string({ unit: 'grapheme' }), (rank, name) => { expect(readCursor(writeCursor({ rank, name, id: 'com_1' }))).toEqual({ rank, name, id: 'com_1' }); }));
    for (const text of ['', 'x', '%', '[]', '%5B1%5D', 'null', '{"rank":1}']) expect(() => readCursor(text)).toThrow(expect.objectContaining({ code: 'BAD_INPUT' }));
  });
});
