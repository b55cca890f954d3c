import type { ApiClient } from '../client/api-client.js';
import { RawLive, type Hears } from './raw-live.js';
import { inParallel, unexpected } from './trade.js';

const TICKET = 'mutation Ticket { createLiveTicket { __typename ... on LiveTicket { token url } ... on Refusal { code message } } }';
const LANES = 8;

/** So many connections of one person to /live, each with a ticket of its own. */
export async function manyLive(api: ApiClient, count: number, hears: Hears, together = false): Promise<RawLive[]> {
  const all: RawLive[] = [];
  await inParallel(LANES, Array.from({ length: count }, (_, i) => i), async () => {
    const { createLiveTicket: ticket } = await api.ask<{ createLiveTicket: { __typename: string; token: string; url: string } }>(TICKET);
    if (ticket.__typename !== 'LiveTicket') throw unexpected('createLiveTicket', ticket);
    all.push(await RawLive.connect(ticket.url, { ticket: ticket.token, protocol: 1, locale: 'en', together }, hears));
  });
  return all;
}

/** Seats connections of a buyer at the board of a tender. */
export async function atBoard(sockets: readonly RawLive[], tenderId: string): Promise<void> {
  await inParallel(LANES, sockets, async (socket) => {
    const ack = await socket.ask('tender:resume', { tenderId, lastSeqs: {} }) as { ok: boolean };
    if (!ack.ok) throw unexpected('tender:resume', ack);
  });
}

/** Throws when a connection was ended in the middle: what the others heard means nothing then. */
export function assertHere(sockets: readonly RawLive[]): void {
  const gone = sockets.filter(({ ended }) => ended).length;
  if (gone > 0) throw new Error(`${gone} of ${sockets.length} connections were ended in the middle.`);
}
