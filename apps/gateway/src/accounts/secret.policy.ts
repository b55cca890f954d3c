/** Hex digest of a text; handed in, because pure files know no crypto. */
export type Digest = (text: string) => string;

/** Every secret says what it is by its first letters, so that people and scanners of leaked secrets know it. */
export const secretPrefixes = { apiKey: 'msk_', refresh: 'msr_', invitation: 'msi_' } as const;
export type SecretKind = keyof typeof secretPrefixes;

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';
/** 256 bits in letters of five bits. */
const BODY = 52;
const CHECK = 6;
const SHOWN = 4;

/** Writes 32 random bytes as a secret of that kind; its last letters are a checksum, so that a typing error asks no database. */
export function writeSecret(kind: SecretKind, random: Uint8Array, digest: Digest): string {
  if (random.length !== 32) throw new RangeError('A secret is made of 32 random bytes.');
  let value = 0n;
  for (const byte of random) value = (value << 8n) | BigInt(byte);
  let body = '';
  for (let i = 0; i < BODY; i += 1) {
    body = ALPHABET[Number(value & 31n)] + body;
    value >>= 5n;
  }
  const start = `${secretPrefixes[kind]}${body}`;
  return `${start}${digest(start).slice(0, CHECK)}`;
}

/** Has the text the form of such a secret, checksum included? It may still not exist. */
export function isSecret(kind: SecretKind, text: string, digest: Digest): boolean {
  const prefix = secretPrefixes[kind];
  if (text.length !== prefix.length + BODY + CHECK || !text.startsWith(prefix)) return false;
  return digest(text.slice(0, -CHECK)).slice(0, CHECK) === text.slice(-CHECK);
}

/** What people may see of a key to know it again. */
export function shownPrefix(secret: string): string {
  return secret.slice(0, secretPrefixes.apiKey.length + SHOWN);
}

/** Six digits from random bytes, all equally likely. */
export function writeCode(random: Uint8Array): string {
  let value = 0n;
  for (const byte of random) value = (value << 8n) | BigInt(byte);
  return (value % 1_000_000n).toString().padStart(6, '0');
}
