import { setTimeout as sleep } from 'node:timers/promises';
import { randomUUID } from 'node:crypto';

/** An access token lasts an hour at most; one of this age is made anew beside the next call. */
const RENEW_AFTER_MS = 20 * 60_000;

/** One person at the public API: signs in, keeps the session fresh, repeats what the network lost with the same key. */
export class ApiClient {
  private accessToken: string | null = null;
  private refreshToken: string | null = null;
  private renewing: Promise<void> | null = null;
  private keptAt = 0;

  /** `hear` is given every answer as it came, for whoever keeps a record of what a client was told. */
  constructor(private readonly url: string, private readonly email: string, private readonly password: string, private readonly hear: (text: string) => void = () => undefined) {}

  static key(): string {
    return randomUUID();
  }

  /** False when nobody with this address and password is known; waits where the gateway wants a pause between attempts. */
  async signIn(): Promise<boolean> {
    const { signIn } = await this.send<{ signIn: Session }>(SIGN_IN, { input: { email: this.email, password: this.password } }, false);
    if (!(await this.pause(signIn))) return this.keep(signIn);
    return this.signIn();
  }

  async register(name: string, companyName: string): Promise<void> {
    const input = { idempotencyKey: ApiClient.key(), name, email: this.email, password: this.password, companyName, locale: 'zh-CN' };
    const { register } = await this.send<{ register: Session }>(REGISTER, { input }, false);
    if (await this.pause(register)) return this.register(name, companyName);
    if (!this.keep(register)) throw new Error(`${this.email}: ${register.__typename} ${register.message ?? ''}`);
  }

  /** Runs a document; a union answer is returned as it is, whatever its `__typename`. */
  async ask<T>(document: string, variables: object = {}): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.send<T>(document, variables, true);
      } catch (error) {
        if (!(error instanceof Unreachable) || attempt === 8) throw error;
        if (error.code === 'UNAUTHENTICATED') await this.renew();
        else await sleep(error.retryAfterMs ?? Math.min(250 * 2 ** attempt, 5_000));
      }
    }
  }

  /** Runs a document once, whatever becomes of it; throws `Unreachable` where nobody knows whether it happened. */
  once<T>(document: string, variables: object, withinMs: number): Promise<T> {
    if (this.refreshToken !== null && Date.now() - this.keptAt > RENEW_AFTER_MS) void this.renew().catch(() => undefined);
    return this.send<T>(document, variables, true, withinMs);
  }

  /** The token of a fresh session, for uploads. */
  get bearer(): string {
    return this.accessToken ?? '';
  }

  private async renew(): Promise<void> {
    this.renewing ??= (async () => {
      try {
        const { refreshSession } = await this.send<{ refreshSession: Session }>(REFRESH, { input: { refreshToken: this.refreshToken } }, false);
        if (!this.keep(refreshSession)) await this.signIn();
      } finally {
        this.renewing = null;
      }
    })();
    await this.renewing;
  }

  private async pause({ __typename, retryAt }: Session): Promise<boolean> {
    if (__typename !== 'LimitReached' || !retryAt) return false;
    await sleep(Math.max(Date.parse(retryAt) - Date.now(), 1_000));
    return true;
  }

  private keep(session: Session): boolean {
    if (session.__typename !== 'Session') return false;
    this.accessToken = session.accessToken;
    this.refreshToken = session.refreshToken;
    this.keptAt = Date.now();
    return true;
  }

  private async send<T>(query: string, variables: object, signed: boolean, withinMs = 30_000): Promise<T> {
    let text: string;
    let status: number;
    try {
      const response = await fetch(`${this.url}/graphql`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'accept-language': 'zh-CN',
          ...(signed && this.accessToken ? { authorization: `Bearer ${this.accessToken}` } : {}),
        },
        body: JSON.stringify({ query, variables }),
        signal: AbortSignal.timeout(withinMs),
      });
      status = response.status;
      text = await response.text();
    } catch (error) {
      throw new Unreachable('UNAVAILABLE', String(error));
    }
    this.hear(text);
    const answer = readAnswer<T>(text, status);
    const problem = answer.errors?.[0];
    if (problem) {
      const code = problem.extensions?.code ?? 'INTERNAL';
      if (['UNAUTHENTICATED', 'UNAVAILABLE', 'RATE_LIMITED'].includes(code)) throw new Unreachable(code, problem.message, problem.extensions?.retryAfterMs);
      throw new Error(`${code}: ${problem.message}`);
    }
    return answer.data as T;
  }
}

function readAnswer<T>(text: string, status: number): Answer<T> {
  try {
    return JSON.parse(text) as Answer<T>;
  } catch {
    return { errors: [{ message: `HTTP ${status}`, extensions: { code: 'UNAVAILABLE' } }] };
  }
}

/** No answer, or none that says whether it happened. */
export class Unreachable extends Error {
  constructor(readonly code: string, message: string, readonly retryAfterMs?: number) {
    super(`${code}: ${message}`);
  }
}

interface Session { __typename: string; accessToken: string; refreshToken: string; message?: string; retryAt?: string | null }
interface Answer<T> { data?: T; errors?: { message: string; extensions?: { code?: string; retryAfterMs?: number } }[] }

const SESSION = '__typename ... on Session { accessToken refreshToken } ... on Refusal { code message }';
const LIMITED = '... on LimitReached { retryAt }';
const SIGN_IN = `mutation SignIn($input: SignInInput!) { signIn(input: $input) { ${SESSION} ${LIMITED} } }`;
const REGISTER = `mutation Register($input: RegisterInput!) { register(input: $input) { ${SESSION} ${LIMITED} } }`;
const REFRESH = `mutation Refresh($input: RefreshSessionInput!) { refreshSession(input: $input) { ${SESSION} } }`;
