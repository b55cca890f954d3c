import { Injectable } from '@nestjs/common';
import type { Locale } from '#contracts';
import type { DemoDoorView, DemoSide, EnterDemoResult } from '#contracts/gateway-accounts';
import { Database } from '#platform/database';
import { AccountsSettings, type Visit } from './accounts-settings.port.js';
import { limitReached, stateRefused } from './accounts.view.js';
import { Sessions } from './session.service.js';
import { demoVisits } from './throttle.policy.js';
import { Throttles } from './throttle.service.js';

/** The way into the demo market without an account. It opens for the people whom the installation names and for nobody else. */
@Injectable()
export class DemoDoor {
  constructor(
    private readonly database: Database,
    private readonly sessions: Sessions,
    private readonly throttles: Throttles,
    private readonly settings: AccountsSettings,
  ) {}

  /** Where another device joins; null where no demo runs. */
  look(): DemoDoorView | null {
    return this.settings.demo === null ? null : { joinUrl: `${this.settings.publicUrl}/m/demo` };
  }

  /** Begins a session on one side of the market; a guest gets the workshop that nobody has entered for the longest time. */
  async enter(side: DemoSide, visit: Visit, locale: Locale): Promise<EnterDemoResult> {
    const { demo } = this.settings;
    if (demo === null) return stateRefused('noDemo', 'NO_DEMO', locale);
    const { throttled, endsAt } = await this.throttles.take(demoVisits, visit.address);
    if (throttled) return limitReached('demoLimit', demoVisits.limit, endsAt, locale);
    const session = await this.database.asHouse(async (tx) => {
      const [place] = await tx.query<{ user_id: string; company_id: string }>(
        `select m.user_id, m.company_id from accounts.users u join accounts.members m on m.user_id = u.id
           left join lateral (select max(s.started_at) as last from accounts.sessions s where s.user_id = u.id) l on true
          where u.email = any($1) order by l.last nulls first, u.id, m.joined_at limit 1`,
        [side === 'BUYER' ? [demo.buyer] : demo.guests],
      );
      return place === undefined ? null : this.sessions.begin(tx, place.user_id, place.company_id, visit);
    });
    return session ?? stateRefused('demoNotReady', 'NOT_READY', locale);
  }
}
