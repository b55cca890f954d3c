import { Injectable } from '@nestjs/common';
import { SignJWT, jwtVerify } from 'jose';
import { derivedKey } from '#platform/config';
import { HouseClock } from '#platform/time';
import { AccountsSettings } from './accounts-settings.port.js';

/** Whose session a token speaks for. */
export interface AccessClaims { userId: string; companyId: string; sessionId: string }

const ISSUER = 'mouldshare';
const AUDIENCE = 'graphql';
const TYPE = 'at+jwt';
const LONGEST = 2_048;
/** Tokens whose proof has been checked that are remembered; they are used again and again for some minutes. */
const KEPT = 10_000;
const SKEW_SECONDS = 5;

/** Short-lived proofs of a session. They name the session and nothing of its rights, which are looked up at every use. */
@Injectable()
export class AccessTokens {
  private readonly key: Uint8Array;
  private readonly proven = new Map<string, { claims: AccessClaims; until: number }>();

  constructor(private readonly settings: AccountsSettings, private readonly clock: HouseClock) {
    this.key = derivedKey(settings.secret, 'access tokens');
  }

  async mint(claims: AccessClaims): Promise<{ token: string; expiresAt: Date }> {
    const issued = Math.floor(this.clock.now() / 1_000);
    const expires = issued + this.settings.accessSeconds;
    const token = await new SignJWT({ sid: claims.sessionId, com: claims.companyId })
      .setProtectedHeader({ alg: 'HS256', typ: TYPE })
      .setIssuer(ISSUER).setAudience(AUDIENCE).setSubject(claims.userId).setIssuedAt(issued).setExpirationTime(expires)
      .sign(this.key);
    return { token, expiresAt: new Date(expires * 1_000) };
  }

  /** What the token says; null for anything that is not a valid token of ours now. */
  async read(token: string): Promise<AccessClaims | null> {
    if (token.length > LONGEST) return null;
    const known = this.proven.get(token);
    if (known !== undefined && this.clock.now() < known.until) return known.claims;
    try {
      const { payload } = await jwtVerify(token, this.key, {
        algorithms: ['HS256'], typ: TYPE, issuer: ISSUER, audience: AUDIENCE, requiredClaims: ['sub', 'sid', 'com', 'iat', 'exp'],
        clockTolerance: 0, currentDate: new Date(this.clock.now()),
      });
      const { sub, sid, com, iat, exp } = payload as { sub: unknown; sid: unknown; com: unknown; iat: number; exp: number };
      // What another gateway takes for the time may be a little ahead; nothing of ours is older than it may be, nor from tomorrow.
      if (exp - iat > this.settings.accessSeconds || iat > this.clock.now() / 1_000 + SKEW_SECONDS) return null;
      if (typeof sub !== 'string' || typeof sid !== 'string' || typeof com !== 'string') return null;
      const claims = { userId: sub, sessionId: sid, companyId: com };
      if (this.proven.size >= KEPT) this.proven.clear();
      this.proven.set(token, { claims, until: exp * 1_000 });
      return claims;
    } catch {
      return null;
    }
  }
}
