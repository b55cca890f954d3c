import { GoOn, SignOut } from '../../generated/api/session.js';
import type { SignedFragment } from '../../generated/types.js';
import type { Document } from './document.js';
import { oneAtATime } from './one-at-a-time.js';
import { ApiProblem, problemOf } from './problem.js';

/** Who is signed in, as the pages need it. */
export type Viewer = SignedFragment['viewer'];
/** `unknown` until the cookie has been asked once. */
export type SessionState = { kind: 'unknown' } | { kind: 'none' } | { kind: 'signed'; viewer: Viewer };

const PATIENCE_MS = 30_000;

/**
 * The one way to the API. The access token lives in this object and nowhere else; the refresh token lives in a cookie that no script can
 * read. A token that ran out is renewed once for all who wait, and by one tab at a time, since a refresh token is good once.
 */
export class Gateway {
  private accessToken: string | null = null;
  private renewing: Promise<boolean> | null = null;
  private state: SessionState = { kind: 'unknown' };
  private leaving = false;
  private readonly listeners = new Set<() => void>();

  constructor(private readonly language: () => string, private readonly post: typeof fetch = (...given) => fetch(...given)) {}

  get session(): SessionState {
    return this.state;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Asks; a refusal is part of the answer, a problem is thrown. */
  async ask<Result, Variables>(document: Document<Result, Variables>, variables: Variables, signal?: AbortSignal): Promise<Result> {
    const held = this.accessToken;
    try {
      return await this.send(document, variables as object, signal);
    } catch (problem) {
      if (!(problem instanceof ApiProblem) || problem.code !== 'UNAUTHENTICATED' || held === null) throw problem;
      // Nothing was begun, so the same may be asked once more; another call may have renewed the token meanwhile.
      if (this.accessToken === held && !(await this.goOn())) throw problem;
      return this.send(document, variables as object, signal);
    }
  }

  /** Opens an address that shows something only to this session, such as a page of a drawing. */
  async open(url: string, signal?: AbortSignal): Promise<Response> {
    try {
      return await this.post(url, { credentials: 'omit', headers: this.accessToken === null ? {} : { authorization: `Bearer ${this.accessToken}` }, signal: signal ?? null });
    } catch (error) {
      if (signal?.aborted) throw error;
      throw new ApiProblem('UNREACHABLE', error instanceof Error ? error.message : String(error), null);
    }
  }

  /** Goes on with the session that the cookie holds; false when there is none. */
  goOn(): Promise<boolean> {
    this.renewing ??= this.renew().finally(() => { this.renewing = null; });
    return this.renewing;
  }

  private async renew(): Promise<boolean> {
    const { refreshSession } = await oneAtATime('session', () => this.send(GoOn, { input: {} }));
    if (refreshSession.__typename !== 'Session') {
      // Whoever is on the way out is not sent to the door by a line that ended a moment earlier.
      if (!this.leaving) this.forget();
      return false;
    }
    const before = this.state.kind === 'signed' ? this.state.viewer : null;
    const { viewer } = refreshSession;
    // Somebody else signed in at another tab; what is on screen here is not theirs.
    if (before !== null && (before.user?.id !== viewer.user?.id || before.company.id !== viewer.company.id)) location.reload();
    this.keep(refreshSession);
    return true;
  }

  /** Begins to speak for somebody. */
  keep(session: SignedFragment): void {
    this.accessToken = session.accessToken;
    this.change({ kind: 'signed', viewer: session.viewer });
  }

  /** Ends the session, goes to another page, and forgets who was here: in this order, since a page behind the door would send a stranger to the door. */
  async leave(away: () => Promise<unknown>): Promise<void> {
    this.leaving = true;
    try {
      await this.ask(SignOut, {}).catch(() => undefined);
      await away();
    } finally {
      this.leaving = false;
      this.forget();
    }
  }

  forget(): void {
    this.accessToken = null;
    this.change({ kind: 'none' });
  }

  private change(state: SessionState): void {
    this.state = state;
    for (const listener of this.listeners) listener();
  }

  private async send<Result>(document: Document<Result, never> | string, variables: object, signal?: AbortSignal): Promise<Result> {
    const patience = AbortSignal.timeout(PATIENCE_MS);
    let response: Response;
    let answer: { data?: Result; errors?: [] };
    try {
      response = await this.post('/graphql', {
        method: 'POST',
        credentials: 'same-origin',
        headers: {
          'content-type': 'application/json', 'accept-language': this.language(),
          ...(this.accessToken === null ? {} : { authorization: `Bearer ${this.accessToken}` }),
        },
        body: JSON.stringify({ query: document, variables }),
        signal: signal === undefined ? patience : AbortSignal.any([signal, patience]),
      });
      answer = await response.json() as typeof answer;
    } catch (error) {
      if (signal?.aborted) throw error;
      throw new ApiProblem('UNREACHABLE', error instanceof Error ? error.message : String(error), null);
    }
    const problem = problemOf(answer, response.headers.get('x-request-id'));
    if (problem !== null) throw problem;
    return answer.data as Result;
  }
}
