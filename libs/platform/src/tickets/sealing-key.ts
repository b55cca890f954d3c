import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import { derivedKey } from '../config/secret.js';

/** A key for what must not be readable where it lies: not in a dump, not in a backup, not by who may query. */
export interface SealingKey {
  /** AES-256-GCM over the text, bound to what it is about; base64url. The same text gives another result each time. */
  seal(text: string, about: string): string;
  /** The text again. Throws when it was changed, or sealed about something else or with another key. */
  open(sealed: string, about: string): string;
  /** HMAC-SHA-256 in lower-case hexadecimal: tells whether two texts are the same, and to nobody without the key what they are. */
  fingerprint(text: string): string;
}

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** The sealing key of the house for one purpose: the same secret gives the same key, in every process and after every restart. */
export function sealingKey(secret: string, purpose = 'offers'): SealingKey {
  const key = derivedKey(secret, `sealing ${purpose}`);
  const prints = derivedKey(secret, `fingerprints ${purpose}`);
  return {
    seal(text, about) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(about, 'utf8'));
      return Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]).toString('base64url');
    },
    open(sealed, about) {
      const bytes = Buffer.from(sealed, 'base64url');
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE_BYTES)).setAAD(Buffer.from(about, 'utf8'));
      decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
      return Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()]).toString('utf8');
    },
    fingerprint: (text) => createHmac('sha256', prints).update(text, 'utf8').digest('hex'),
  };
}
