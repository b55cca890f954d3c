import { crc32, deflateRawSync } from 'node:zlib';

/** An entry of an archive; what is told may differ from what is there. */
export interface ZipEntry {
  readonly name: string | Uint8Array;
  readonly bytes: Uint8Array;
  readonly stored?: boolean;
  /** Bytes that the directory says it unpacks to. */
  readonly toldSize?: number;
  readonly toldCrc?: number;
  readonly encrypted?: boolean;
  /** Mode of Unix, such as that of a link. */
  readonly mode?: number;
  /** True says that the name is UTF-8. */
  readonly utf8?: boolean;
}

/** Writes an archive the way people's programs do, or as somebody does who means harm. */
export function zipOf(entries: readonly ZipEntry[]): Buffer {
  const bodies: Buffer[] = [];
  const list: Buffer[] = [];
  let at = 0;
  for (const { name, bytes, stored, toldSize, toldCrc, encrypted, mode, utf8 } of entries) {
    const raw = Buffer.from(typeof name === 'string' ? Buffer.from(name) : name);
    const packed = stored ? Buffer.from(bytes) : deflateRawSync(bytes);
    const facts = Buffer.alloc(26);
    facts.writeUInt16LE(20, 0);
    facts.writeUInt16LE((encrypted ? 1 : 0) | ((utf8 ?? typeof name === 'string') ? 0x800 : 0), 2);
    facts.writeUInt16LE(stored ? 0 : 8, 4);
    facts.writeUInt32LE(toldCrc ?? crc32(bytes) >>> 0, 10);
    facts.writeUInt32LE(packed.length, 14);
    facts.writeUInt32LE(toldSize ?? bytes.length, 18);
    facts.writeUInt16LE(raw.length, 22);
    const body = Buffer.concat([Buffer.from('PK\x03\x04'), facts, raw, packed]);
    const entry = Buffer.alloc(46);
    entry.write('PK\x01\x02', 0, 'latin1');
    entry.writeUInt16LE((3 << 8) | 20, 4);
    facts.copy(entry, 6);
    entry.writeUInt32LE(((mode ?? 0o100644) << 16) >>> 0, 38);
    entry.writeUInt32LE(at, 42);
    list.push(entry, raw);
    bodies.push(body);
    at += body.length;
  }
  const directory = Buffer.concat(list);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 0, 'latin1');
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...bodies, directory, end]);
}
