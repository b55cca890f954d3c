import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import { derivedKey } from '../config/secret.js';

/** A key for what must not be readable where it lies: not in a dump, not in a backup, not by who may query. Seals of former secrets open as well. */
export interface SealingKey {
  /** AES-256-GCM over the text, bound to what it is about: the name of the key, a dot, and base64url. The same text gives another result each time. */
  seal(text: string, about: string): string;
  /** The text again. Throws when it was changed, or sealed about something else or with a key that is not configured. */
  open(sealed: string, about: string): string;
  /** Is the key of a seal configured? Null for a seal from before keys had names, which only opening it tells. */
  knows(sealed: string): boolean | null;
  /** HMAC-SHA-256 in lower-case hexadecimal: tells whether two texts are the same, and to nobody without the key what they are. */
  fingerprint(text: string): string;
  /** What the text's fingerprint was under former secrets, the newest first. */
  formerFingerprints(text: string): string[];
}

const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const NAME_BYTES = 6;

interface OneKey { readonly name: string; readonly key: Buffer; readonly prints: Buffer }

/**
 * The sealing key of the house for one purpose: the same secret gives the same key, in every process and after every restart. What was sealed under
 * `former` secrets is opened by the name of its key; seals from before keys had names are tried with each.
 */
export function sealingKey(secret: string, purpose = 'offers', former: readonly string[] = []): SealingKey {
  const [present, ...before] = [secret, ...former.filter((one) => one !== secret)].map((one): OneKey => ({
    name: derivedKey(one, `name of sealing ${purpose}`, NAME_BYTES).toString('hex'), key: derivedKey(one, `sealing ${purpose}`), prints: derivedKey(one, `fingerprints ${purpose}`),
  })) as [OneKey, ...OneKey[]];
  const all = [present, ...before];
  return {
    seal(text, about) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', present.key, nonce).setAAD(Buffer.from(about, 'utf8'));
      return `${present.name}.${Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]).toString('base64url')}`;
    },
    open(sealed, about) {
      const dot = sealed.indexOf('.');
      if (dot === -1) return openWithAny(all, sealed, about);
      const named = all.find(({ name }) => name === sealed.slice(0, dot));
      if (named === undefined) throw new Error(`What is sealed about ${about} names the key ${sealed.slice(0, dot)}, and no secret that is configured gives it: name the former secret of the house in MOULDSHARE_FORMER_SECRETS.`);
      return openWith(named, sealed.slice(dot + 1), about);
    },
    knows: (sealed) => (sealed.includes('.') ? all.some(({ name }) => sealed.startsWith(`${name}.`)) : null),
    fingerprint: (text) => printOf(present, text),
    formerFingerprints: (text) => before.map((one) => printOf(one, text)),
  };
}

function openWith({ key }: OneKey, sealed: string, about: string): string {
  const bytes = Buffer.from(sealed, 'base64url');
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE_BYTES)).setAAD(Buffer.from(about, 'utf8'));
  decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
  return Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()]).toString('utf8');
}

function openWithAny(keys: readonly OneKey[], sealed: string, about: string): string {
  for (const key of keys.slice(0, -1)) {
    try {
      return openWith(key, sealed, about);
    } catch {
      // The tag says that it was another key.
    }
  }
  return openWith(keys.at(-1)!, sealed, about);
}

function printOf({ prints }: OneKey, text: string): string {
  return createHmac('sha256', prints).update(text, 'utf8').digest('hex');
}
