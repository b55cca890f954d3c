import { createElement, StrictMode, type ComponentType } from 'react';
import { createRoot } from 'react-dom/client';
import { I18nProvider } from '@lingui/react';
import { i18n } from '@lingui/core';
import { LiveTicket } from '../generated/live/ticket.js';
import { Gateway } from '../lib/api/gateway.js';
import { coldData, HouseProvider, type House } from '../lib/api/house.js';
import { mayAskAgain } from '../lib/api/problem.js';
import { LiveBus } from '../lib/live/live-bus.js';
import { nextFrame } from '../lib/live/next-frame.js';
import { paint } from '../lib/theme/theme.js';
import { firstLanguage, speak, type Catalogue } from '../lib/words/words.js';

/** Builds what both entries stand on: words first, then who is signed in, then the page. The live line is open while somebody is. */
export async function open(catalogues: readonly Catalogue[], Page: ComponentType): Promise<void> {
  paint();
  const gateway = new Gateway(() => i18n.locale);
  const live = new LiveBus({
    ticket: async () => {
      const { createLiveTicket: ticket } = await gateway.ask(LiveTicket, {});
      if (ticket.__typename === 'LiveTicket') return ticket;
      throw new Error(ticket.message);
    },
    language: () => i18n.locale,
    online: () => navigator.onLine,
    roll: Math.random,
  }, nextFrame);
  const house: House = { gateway, live, queries: coldData() };
  let signed = '';
  gateway.subscribe(() => {
    const { session } = gateway;
    const who = session.kind === 'signed' ? `${session.viewer.user?.id} ${session.viewer.company.id}` : '';
    if (who === signed) return;
    signed = who;
    live.close();
    house.queries.clear();
    if (who !== '') live.open();
  });
  live.subscribe(() => { if (live.state === 'ENDED' && gateway.session.kind === 'signed') void gateway.goOn().then((on) => { if (on) live.open(); }, () => undefined); });
  for (const event of ['pageshow', 'online'] as const) addEventListener(event, () => live.wake());
  // A browser that froze the page in the background says so when it goes on, and need not say that it became visible.
  document.addEventListener('resume', () => live.wake());
  document.addEventListener('visibilitychange', () => { if (document.visibilityState === 'visible') live.wake(); });
  i18n.on('change', () => live.speak());
  Object.assign(window, { __live: { stats: () => live.stats } });
  await Promise.all([speak(firstLanguage(), catalogues), gateway.goOn().catch((problem) => { if (!mayAskAgain(problem)) gateway.forget(); })]);
  const page = createElement(HouseProvider, { house, children: createElement(Page) });
  createRoot(document.getElementById('root')!).render(createElement(StrictMode, null, createElement(I18nProvider, { i18n, children: page })));
}
