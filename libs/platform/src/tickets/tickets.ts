import { Injectable } from '@nestjs/common';
import { createHmac, timingSafeEqual } from 'node:crypto';
import { SignJWT, jwtVerify } from 'jose';
import { Problem, newId } from '#kernel';
import { HouseClock } from '#platform/time';
import { derivedKey } from '../config/secret.js';

/** The side doors that open by ticket. */
export type TicketKind = 'live' | 'file' | 'evidence' | 'drawing';

const ISSUER = 'mouldshare';
const LONGEST_SECONDS = 3_600;
const LONGEST_TOKEN = 8_192;

/**
 * Short-lived tickets for the side doors. A ticket is for one kind of door (its audience) and says only what its
 * minter put in; whether the right still holds is asked again at the door.
 */
@Injectable()
export class Tickets {
  private readonly key: Uint8Array;
  private readonly addressKey: Uint8Array;

  /** Without a clock of the house, the calendar clock of this machine is believed. */
  constructor(secret: string, private readonly clock = new HouseClock()) {
    this.key = derivedKey(secret, 'tickets');
    this.addressKey = derivedKey(secret, 'addresses');
  }

  /** A mark under a text that only we can make, for addresses that open by themselves; the text says until when and to whom. */
  mark(text: string): string {
    return createHmac('sha256', this.addressKey).update(text).digest('base64url');
  }

  /** True when the mark is ours and stands under this very text. */
  isMarked(text: string, mark: unknown): boolean {
    const [ours, given] = [Buffer.from(this.mark(text)), Buffer.from(typeof mark === 'string' ? mark : '')];
    return ours.length === given.length && timingSafeEqual(ours, given);
  }

  /** A new ticket, valid for the given number of seconds (1 to 3600). */
  async mint(kind: TicketKind, claims: object, seconds: number): Promise<{ token: string; expiresAt: string }> {
    if (!Number.isInteger(seconds) || seconds < 1 || seconds > LONGEST_SECONDS) throw new RangeError('A ticket lives 1 to 3600 seconds.');
    const now = Math.floor(this.clock.now() / 1_000);
    const token = await new SignJWT({ claims })
      .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
      .setIssuer(ISSUER).setAudience(kind).setJti(newId('ticket')).setIssuedAt(now).setExpirationTime(now + seconds)
      .sign(this.key);
    return { token, expiresAt: new Date((now + seconds) * 1_000).toISOString() };
  }

  /** What the ticket says, with its id and end (seconds since 1970); UNAUTHENTICATED for anything but a valid ticket of this kind. */
  async verify<T extends object>(kind: TicketKind, token: unknown): Promise<T & { jti: string; exp: number }> {
    try {
      if (typeof token !== 'string' || token.length > LONGEST_TOKEN) throw new Error('Not a token.');
      const { payload } = await jwtVerify(token, this.key, {
        algorithms: ['HS256'], issuer: ISSUER, audience: kind, requiredClaims: ['jti', 'exp', 'iat'], clockTolerance: 0, currentDate: new Date(this.clock.now()),
      });
      return { ...(payload.claims as T), jti: payload.jti as string, exp: payload.exp as number };
    } catch {
      throw new Problem('UNAUTHENTICATED', 'The ticket is not valid or has ended. Ask for a new one.');
    }
  }
}
