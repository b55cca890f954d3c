import { ArrayMaxSize, IsArray, IsOptional, IsString, MaxLength } from 'class-validator';
import { operation, type Rule } from './operation.js';
import type { DrawingStage } from './quoting-tender-terms.js';
import type { DrawingHindrance } from './refusal.js';

/** Lines by their ids, or lines on parts; what belongs to others or was never shared is absent. */
export class DrawingStandingsInput {
  @IsOptional() @IsArray() @ArrayMaxSize(500) @IsString({ each: true }) @MaxLength(60, { each: true }) lineIds?: string[] | null;
  @IsOptional() @IsArray() @ArrayMaxSize(500) @IsString({ each: true }) @MaxLength(60, { each: true }) partIds?: string[] | null;
}

/** Own tenders or parts whose guests are asked for. */
export class DrawingGuestsInput {
  @IsOptional() @IsString() @MaxLength(60) tenderId?: string | null;
  @IsOptional() @IsString() @MaxLength(60) partId?: string | null;
}

/** How far a tender lets somebody see a drawing now. */
export interface DrawingReach {
  /** Highest stage; null when not even the thumbnail is shown any more. */
  stage: DrawingStage | null;
  /** What hinders more than that; null when nothing does. */
  hindrance: DrawingHindrance | null;
  /** When it ends by itself; null while the lot runs. */
  until: string | null;
}

/** A line of a lot with what its tender lets the asking company see of it. */
export interface DrawingStandingView extends DrawingReach {
  lineId: string;
  lotId: string;
  lotNo: number;
  lineNo: number;
  tenderId: string;
  buyerId: string;
  partId: string;
  revision: string;
}

/** A company invited to an own tender, with the best that any of the lots in question lets it see. */
export interface DrawingGuestView extends DrawingReach { companyId: string; ndaAcceptedAt: string | null; ndaVersion: string | null }

/** What tenders let the actor's company see of drawings; asked by order at every opening, so that a no holds from the moment it is said. */
export const drawingStandings = operation<DrawingStandingsInput, DrawingStandingView[]>('quoting', 'drawings', 'drawing-standings', DrawingStandingsInput);
/** Guests of a tender of the actor's company, or of all tenders on one of its parts; null when there is no such tender. */
export const drawingGuests = operation<DrawingGuestsInput, { guests: DrawingGuestView[] | null }>('quoting', 'drawings', 'drawing-guests', DrawingGuestsInput);

export const drawingsRules: Record<string, Rule> = {
  [drawingStandings.name]: { kind: 'house' },
  [drawingGuests.name]: { kind: 'house' },
};
