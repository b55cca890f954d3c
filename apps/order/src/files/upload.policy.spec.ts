import { mediaTypeOf } from './media-type.policy.js';
import { cleanName, companyLimits, decideUpload, largestBytes } from './upload.policy.js';

const bytes = (...parts: (string | number[])[]) => Uint8Array.from(parts.flatMap((part) => (typeof part === 'string' ? [...Buffer.from(part)] : part)));
const nothing = { uploads: 0, bytes: 0n };

describe('deciding on an upload', () => {
  it('takes a file up to the size of its purpose', () => {
    expect(decideUpload('BOM', largestBytes.BOM, nothing)).toEqual({ ok: true, value: null });
    expect(decideUpload('BOM', largestBytes.BOM + 1n, nothing)).toMatchObject({ refusal: { code: 'FILE_REFUSED', why: 'TOO_LARGE', maxBytes: '20971520' } });
    expect(decideUpload('BOM', 0n, nothing)).toMatchObject({ refusal: { code: 'FILE_REFUSED', why: 'EMPTY' } });
  });

  it('stops at the limits of the company', () => {
    expect(decideUpload('BOM', 1n, { uploads: companyLimits.uploadsADay, bytes: 0n })).toMatchObject({ refusal: { code: 'LIMIT_REACHED', of: 'UPLOADS', limit: 1000 } });
    expect(decideUpload('BOM', 2n, { uploads: 0, bytes: companyLimits.bytes - 1n })).toMatchObject({ refusal: { code: 'LIMIT_REACHED', of: 'BYTES', limit: 20 } });
  });

  it.each([['../../etc/passwd', '_.._etc_passwd'], ['.hidden', 'hidden'], ['C:\\lists\\a.csv', 'C:_lists_a.csv'], ['...', 'file'], ['清单 1.csv', '清单 1.csv'], ['a\nb\u202e\u0000.pdf', 'ab.pdf']])('cleans the name %s', (name, clean) => {
    expect(cleanName(name)).toBe(clean);
  });
});

describe('telling a type by its bytes', () => {
  it.each([
    ['a list in UTF-8', bytes('件号,名称\n'), 'text/csv'], ['a list with a byte order mark', bytes([0xef, 0xbb, 0xbf], 'a,b\n'), 'text/csv'],
    ['a list in GB18030', bytes([0xbc, 0xfe, 0xba, 0xc5], ',x\n'), 'text/csv'], ['a list in UTF-16', bytes([0xff, 0xfe, 0xf6, 0x4e, 0x2c, 0x00]), 'text/csv'],
    ['a workbook', bytes([0x50, 0x4b, 0x03, 0x04, 0x00]), 'application/zip'], ['an old or encrypted workbook', bytes([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), 'application/x-ole-storage'],
    ['a program', bytes([0x7f], 'ELF', [0, 1, 2]), null], ['a picture', bytes([0x89], 'PNG\r\n', [0x1a], '\n'), null], ['nothing', bytes(), null],
  ])('for a parts list: %s', (_, head, type) => {
    expect(mediaTypeOf(head, 'BOM')).toBe(type);
  });

  it('takes for each purpose only its own types', () => {
    const pdf = bytes('%PDF-1.7\n');
    expect(mediaTypeOf(pdf, 'DRAWING')).toBe('application/pdf');
    expect(mediaTypeOf(pdf, 'PHOTO')).toBeNull();
    expect(mediaTypeOf(pdf, 'BOM')).toBeNull();
    expect(mediaTypeOf(bytes('ISO-10303-21;\nHEADER;'), 'MODEL')).toBe('model/step');
    expect(mediaTypeOf(bytes([0xef, 0xbb, 0xbf], '\r\nISO-10303-21;\r\nHEADER;'), 'MODEL')).toBe('model/step');
    expect(mediaTypeOf(bytes('ISO-10303-2100'), 'MODEL')).toBeNull();
    expect(mediaTypeOf(bytes('  0\r\nSECTION\r\n'), 'DRAWING')).toBe('image/vnd.dxf');
    expect(mediaTypeOf(bytes('a,b\n'), 'DRAWING')).toBeNull();
  });
});
