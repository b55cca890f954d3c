import fc from 'fast-check';
import { contentRange, downloadRange } from './content-range.parser.js';
import { FormBroken, boundaryOf, fileOfForm } from './multipart.parser.js';

const form = (bytes: Buffer, head = 'Content-Disposition: form-data; name="file"; filename="清单.csv"\r\nContent-Type: text/csv') =>
  Buffer.concat([Buffer.from(`--edge\r\n${head}\r\n\r\n`), bytes, Buffer.from('\r\n--edge--\r\n')]);
async function* cut(bytes: Buffer, sizes: readonly number[]): AsyncGenerator<Uint8Array> {
  for (let at = 0, i = 0; at < bytes.length; i += 1) {
    const size = sizes.length === 0 ? bytes.length : Math.max(1, sizes[i % sizes.length]!);
    yield bytes.subarray(at, at + size);
    at += size;
  }
}
const read = async (bytes: Buffer, sizes: readonly number[] = []) => {
  const parts: Uint8Array[] = [];
  for await (const part of fileOfForm(cut(bytes, sizes), 'edge')) parts.push(part);
  return Buffer.concat(parts);
};

describe('the file of a form', () => {
  it('is what was put in, however the bytes arrive', async () => {
    // What looks like a boundary and is none is the interesting part.
    const content = fc.array(fc.oneof(fc.uint8Array({ maxLength: 40 }).map((b) => Buffer.from(b)), fc.constantFrom('\r\n', '\r\n--edg', '--edge', '\r', '\n--edge--').map((t) => Buffer.from(t))), { maxLength: 8 }).map((b) => Buffer.concat(b))
      .filter((b) => !b.includes('\r\n--edge'));
    await fc.assert(fc.asyncProperty(content, fc.array(fc.integer({ min: 1, max: 30 }), { maxLength: 4 }), async (bytes, sizes) => {
      expect((await read(form(bytes), sizes)).equals(bytes)).toBe(true);
    }), { numRuns: 300 });
  });

  it.each([
    ['another field before it', Buffer.concat([Buffer.from('--edge\r\nContent-Disposition: form-data; name="x"\r\n\r\n1\r\n'), form(Buffer.from('a'))])],
    ['another field after it', Buffer.concat([form(Buffer.from('a')).subarray(0, -4), Buffer.from('\r\nContent-Disposition: form-data; name="x"\r\n\r\n1\r\n--edge--\r\n')])],
    ['no last boundary', form(Buffer.from('abc')).subarray(0, -12)], ['another name', form(Buffer.from('a'), 'Content-Disposition: form-data; name="files"')],
    ['bytes in letters', form(Buffer.from('a'), 'Content-Disposition: form-data; name="file"\r\nContent-Transfer-Encoding: base64')],
    ['no end of its head', Buffer.alloc(20_000, 0x61)], ['nothing', Buffer.from('')],
  ])('is refused with %s', async (_, bytes) => {
    await expect(read(bytes, [7])).rejects.toThrow(FormBroken);
  });

  it.each([
    ['multipart/form-data; boundary=edge', 'edge'], ['multipart/form-data; charset=utf-8; boundary="a b"', 'a b'], ['text/plain; boundary=edge', null], ['multipart/form-data', null],
  ])('has the boundary of %s', (type, boundary) => expect(boundaryOf(type)).toBe(boundary));
});

describe('ranges', () => {
  it.each([['bytes 0-9/10', { from: 0, to: 9, total: 10 }], ['bytes 5-4/10', null], ['bytes 0-10/10', null], ['bytes */10', null], ['0-9/10', null]])('of what arrives: %s', (text, range) => expect(contentRange(text)).toEqual(range));
  it.each([
    [undefined, null], ['bytes=0-4', { from: 0, to: 4 }], ['bytes=5-', { from: 5, to: 9 }], ['bytes=-3', { from: 7, to: 9 }], ['bytes=8-99', { from: 8, to: 9 }],
    ['bytes=10-', 'UNSATISFIABLE'], ['bytes=-0', 'UNSATISFIABLE'], ['bytes=0-1,3-4', null], ['lines=0-1', null],
  ])('of what is asked for: %s', (text, range) => expect(downloadRange(text, 10)).toEqual(range));
});
