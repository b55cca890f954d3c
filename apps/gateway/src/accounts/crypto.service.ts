import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { derivedKey } from '#platform/config';
import { AccountsSettings } from './accounts-settings.port.js';
import { isSecret, writeCode, writeSecret, type SecretKind } from './secret.policy.js';

/** Random secrets and what is kept of them. */
@Injectable()
export class Crypto {
  private readonly key: Buffer;

  constructor(settings: AccountsSettings) {
    this.key = derivedKey(settings.secret, 'accounts proofs');
  }

  /** A new secret of 256 random bits and the proof that is kept of it; so many bits need no slow hash. */
  newSecret(kind: SecretKind): { secret: string; sha256: string } {
    const secret = writeSecret(kind, randomBytes(32), sha256);
    return { secret, sha256: sha256(secret) };
  }

  /** The proof under which a secret of that kind is looked up; null when the text cannot be one. */
  proofOf(kind: SecretKind, text: string): string | null {
    return isSecret(kind, text, sha256) ? sha256(text) : null;
  }

  /** Six digits for one invitation, and what is kept of them. */
  newCode(invitationId: string): { code: string; mac: string } {
    const code = writeCode(randomBytes(16));
    return { code, mac: this.mac('code', invitationId, code) };
  }

  isCode(invitationId: string, code: string, mac: string): boolean {
    const given = Buffer.from(this.mac('code', invitationId, code));
    const kept = Buffer.from(mac);
    return given.length === kept.length && timingSafeEqual(given, kept);
  }

  /** A keyed proof of something short that must not be guessed from the table alone. */
  mac(...parts: readonly string[]): string {
    return createHmac('sha256', this.key).update(JSON.stringify(parts)).digest('base64url');
  }

  sha256(text: string): string {
    return sha256(text);
  }
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
