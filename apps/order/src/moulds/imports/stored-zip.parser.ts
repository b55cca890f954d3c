import type { UnpackedEntry } from './xlsx-guard.parser.js';

/**
 * An archive of uncompressed entries. The reader of cells wants an archive and trusts what it says of itself,
 * so it gets one that holds exactly what the guard has measured.
 */
export function storedZip(entries: readonly UnpackedEntry[]): ArrayBuffer {
  const names = entries.map(({ name }) => new TextEncoder().encode(name));
  const bodies = entries.reduce((sum, { bytes }, i) => sum + 30 + names[i]!.length + bytes.length, 0);
  const listed = names.reduce((sum, name) => sum + 46 + name.length, 0);
  const zip = new Uint8Array(bodies + listed + 22);
  const view = new DataView(zip.buffer);
  let at = 0;
  let list = bodies;
  entries.forEach(({ bytes }, i) => {
    const name = names[i]!;
    const sum = crc32(bytes);
    const facts = (to: number): void => {
      view.setUint16(to, 20, true);
      view.setUint16(to + 2, 0x0800, true);
      view.setUint32(to + 10, sum, true);
      view.setUint32(to + 14, bytes.length, true);
      view.setUint32(to + 18, bytes.length, true);
      view.setUint16(to + 22, name.length, true);
    };
    view.setUint32(list, 0x02014b50, true);
    facts(list + 6);
    view.setUint32(list + 42, at, true);
    zip.set(name, list + 46);
    list += 46 + name.length;
    view.setUint32(at, 0x04034b50, true);
    facts(at + 4);
    zip.set(name, at + 30);
    zip.set(bytes, at + 30 + name.length);
    at += 30 + name.length + bytes.length;
  });
  view.setUint32(list, 0x06054b50, true);
  view.setUint16(list + 8, entries.length, true);
  view.setUint16(list + 10, entries.length, true);
  view.setUint32(list + 12, listed, true);
  view.setUint32(list + 16, bodies, true);
  return zip.buffer;
}

const table = Uint32Array.from({ length: 256 }, (_, n) => {
  let value = n;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
  return value;
});

function crc32(bytes: Uint8Array): number {
  let sum = 0xffffffff;
  for (let i = 0; i < bytes.length; i += 1) sum = table[(sum ^ bytes[i]!) & 0xff]! ^ (sum >>> 8);
  return (sum ^ 0xffffffff) >>> 0;
}
