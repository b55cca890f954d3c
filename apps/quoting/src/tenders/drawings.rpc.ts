import { Controller } from '@nestjs/common';
import type { Actor } from '#contracts';
import {
  drawingGuests, drawingStandings, type DrawingGuestsInput, type DrawingGuestView, type DrawingStandingsInput, type DrawingStandingView,
} from '#contracts/quoting-drawings';
import { Serves } from '#platform/rpc';
import { DrawingStandings } from './drawing-standing.service.js';

/** What order asks before it opens a drawing. */
@Controller()
export class DrawingsRpc {
  constructor(private readonly standings: DrawingStandings) {}

  @Serves(drawingStandings)
  drawingStandings(actor: Actor, input: DrawingStandingsInput): Promise<DrawingStandingView[]> {
    return this.standings.of(actor, input);
  }

  @Serves(drawingGuests)
  async drawingGuests(actor: Actor, input: DrawingGuestsInput): Promise<{ guests: DrawingGuestView[] | null }> {
    return { guests: await this.standings.guests(actor, input) };
  }
}
