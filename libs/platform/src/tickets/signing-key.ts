import { createHash, createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';
import { derivedKey } from '../config/secret.js';

/** A key pair for statements that outsiders verify, such as receipts of bids. */
export interface SigningKey {
  /** First 16 hex digits of the SHA-256 of the 32 bytes of the public key. */
  readonly keyId: string;
  /** The public key as outsiders read it (RFC 8037). */
  readonly publicJwk: { readonly kty: 'OKP'; readonly crv: 'Ed25519'; readonly x: string; readonly kid: string; readonly use: 'sig'; readonly alg: 'EdDSA' };
  /** Ed25519 signature over the text's UTF-8 bytes, base64url. */
  sign(text: string): string;
  /** Does the signature belong to this text and key? */
  verify(text: string, signature: string): boolean;
}

/** PKCS#8 frame of an Ed25519 private key; the 32 bytes of the seed follow (RFC 8410). */
const PKCS8_ED25519 = Buffer.from('302e020100300506032b657004220420', 'hex');

/** The Ed25519 key pair of the house for one purpose: the same secret gives the same pair, in every process and after every restart. */
export function signingKey(secret: string, purpose = 'receipts'): SigningKey {
  const seed = derivedKey(secret, `signing ${purpose}`);
  const privateKey = createPrivateKey({ key: Buffer.concat([PKCS8_ED25519, seed]), format: 'der', type: 'pkcs8' });
  const publicKey = createPublicKey(privateKey);
  const x = publicKey.export({ format: 'jwk' }).x as string;
  const keyId = createHash('sha256').update(Buffer.from(x, 'base64url')).digest('hex').slice(0, 16);
  return {
    keyId,
    publicJwk: { kty: 'OKP', crv: 'Ed25519', x, kid: keyId, use: 'sig', alg: 'EdDSA' },
    sign: (text) => sign(null, Buffer.from(text, 'utf8'), privateKey).toString('base64url'),
    verify: (text, signature) => verify(null, Buffer.from(text, 'utf8'), publicKey, Buffer.from(signature, 'base64url')),
  };
}
