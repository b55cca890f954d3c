import { Injectable } from '@nestjs/common';
import type { SessionView } from '#contracts/gateway-accounts';
import { Actors } from '../../accounts/index.js';
import type { EdgeContext } from '../edge-context.plugin.js';

/** What happens at the edge when a session begins or ends: the browser's cookie, and who the request speaks for from now on. */
@Injectable()
export class SessionKeeper {
  constructor(private readonly actors: Actors) {}

  /** Passes an answer on; with a session in it, the rest of the response is read in its right. */
  async keep<T extends { __typename: string }>(context: EdgeContext, answer: T): Promise<T> {
    if (answer.__typename !== 'Session') return answer;
    const { accessToken, refreshToken } = answer as unknown as SessionView;
    context.keepRefreshCookie(refreshToken);
    context.actor = await this.actors.behind(accessToken);
    return answer;
  }

  /** Passes an answer on after the session ended. */
  forget<T>(context: EdgeContext, answer: T): T {
    context.keepRefreshCookie(null);
    return answer;
  }
}
