import { readCsv } from './bom-csv.parser.js';
import { readXlsx } from './bom-xlsx.parser.js';
import { refused, type BomGrid, type BomLimits, type Opened } from './bom-grid.policy.js';
import { decodeText } from './encoding.parser.js';

/** A file to a grid. What a file is, is found by looking at its bytes, never by its name. Every failure is a named refusal; nothing throws. */
export async function openBomFile(bytes: Uint8Array, limits: BomLimits): Promise<Opened<BomGrid>> {
  if (bytes.length === 0) return refused('FILE_EMPTY');
  if (bytes.length > limits.bytes) return refused('FILE_TOO_LARGE', limits.bytes, bytes.length);
  const foreign = foreignKinds.find(({ magic }) => magic.every((byte, i) => bytes[i] === byte));
  if (foreign) return refused('FILE_TYPE_UNKNOWN', null, foreign.kind);
  if (begins(bytes, [0xd0, 0xcf, 0x11, 0xe0])) return hasStream(bytes, 'EncryptedPackage') ? refused('FILE_ENCRYPTED') : refused('OLD_EXCEL');
  if (begins(bytes, [0x50, 0x4b, 0x03, 0x04]) || begins(bytes, [0x50, 0x4b, 0x05, 0x06])) return readXlsx(bytes, limits);
  const decoded = decodeText(bytes);
  if (!decoded.ok) return decoded;
  if (/^\s*(<\?xml|<!doctype|<html|<workbook|\{\\rtf)/i.test(decoded.value.text.slice(0, 200))) return refused('FILE_TYPE_UNKNOWN', null, 'HTML/XML');
  return readCsv(decoded.value.text, decoded.value.encoding, limits);
}

const ascii = (text: string): number[] => [...text].map((char) => char.charCodeAt(0));

const foreignKinds: readonly { kind: string; magic: readonly number[] }[] = [
  { kind: 'PDF', magic: ascii('%PDF') }, { kind: 'PNG', magic: [0x89, 0x50, 0x4e, 0x47] }, { kind: 'JPEG', magic: [0xff, 0xd8, 0xff] },
  { kind: 'GIF', magic: ascii('GIF8') }, { kind: 'gzip', magic: [0x1f, 0x8b] }, { kind: 'RAR', magic: ascii('Rar!') }, { kind: '7z', magic: [0x37, 0x7a, 0xbc, 0xaf] },
  { kind: 'STEP', magic: ascii('ISO-10303-21') }, { kind: 'DWG', magic: ascii('AC10') },
];

function begins(bytes: Uint8Array, magic: readonly number[]): boolean {
  return magic.every((byte, i) => bytes[i] === byte);
}

/** True when an OLE file has a stream of this name: an .xlsx with a password is an OLE file around an encrypted package. */
function hasStream(bytes: Uint8Array, name: string): boolean {
  const wanted = ascii(name).flatMap((char) => [char, 0]);
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(Buffer.from(wanted));
}
