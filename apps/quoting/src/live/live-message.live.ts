import { Inject, Injectable } from '@nestjs/common';
import { Problem } from '#kernel';
import { denial, missingRight, type InputClass } from '#contracts';
import { PlaceBidInput, biddingRules, placeBid } from '#contracts/quoting-bidding';
import { ConfirmBidInput, amendmentsRules, confirmBid } from '#contracts/quoting-amendments';
import { CompanyResumeMessage, LotLeaveMessage, LotResumeMessage, TenderResumeMessage } from '#contracts/quoting-live';
import { readInput } from '#platform/rpc';
import { BidDesk, ConfirmationService } from '../bidding/index.js';
import { bidTaken, liveRefusal } from './ack.view.js';
import type { Bucket } from './bucket.policy.js';
import { LIVE_OPTIONS, type LiveOptions } from './live-limits.policy.js';
import { LiveRooms, type LiveSocket } from './live-room.service.js';
import type { LiveSession } from './live-session.service.js';
import { LotRights } from './lot-right.service.js';
import { takeWithinSecond, type Window } from './window.policy.js';

/** Whom a connection is counted for. */
export interface Comer { readonly person: string; readonly company: string; readonly address: string }

/** One connection. */
export interface Seat {
  readonly socket: LiveSocket;
  session: LiveSession;
  readonly comer: Comer;
  messages: Bucket;
  resumes: Window;
  /** Its moves from room to room, one after the other. */
  moves: Promise<unknown>;
  /** When it was told to slow down, in milliseconds of the steady clock. */
  strikes: number[];
  /** True when the last look found too much unread. */
  slow: boolean;
}

/** What a message is answered with, besides `ok` and the time. */
export type Reply = { readonly fields: object } | { readonly refusal: object };

/** Sends the reply, at once: whoever joins a room does it in the same step. */
export type Answers = (reply: Reply) => void;

type Handler = (seat: Seat, message: unknown, answer: Answers) => Promise<void>;

/** What counts as an attempt to bid. */
const ATTEMPTS: ReadonlySet<object> = new Set([PlaceBidInput, ConfirmBidInput]);
const LONGEST_BOARD = 500;
const COMPANIES_REMEMBERED = 10_000;

/** The messages of /live: each is held to its class, asks for its right anew, and calls one service. */
@Injectable()
export class LiveMessages {
  private readonly bids = new Map<string, Window>();
  private readonly handlers = new Map<string, Handler>([
    ['lot:resume', this.moving(LotResumeMessage, (seat, message, answer) => this.resumeLot(seat, message, answer))],
    ['lot:leave', this.moving(LotLeaveMessage, (seat, message, answer) => this.leaveLot(seat, message, answer))],
    ['tender:resume', this.moving(TenderResumeMessage, (seat, message, answer) => this.resumeTender(seat, message, answer))],
    ['company:resume', this.moving(CompanyResumeMessage, (seat, message, answer) => this.resumeCompany(seat, message, answer))],
    ['bid:place', this.taking(PlaceBidInput, (seat, message, answer) => this.placeBid(seat, message, answer))],
    ['bid:confirm', this.taking(ConfirmBidInput, (seat, message, answer) => this.confirmBid(seat, message, answer))],
  ]);

  constructor(
    private readonly rooms: LiveRooms,
    private readonly rights: LotRights,
    private readonly desk: BidDesk,
    private readonly confirmations: ConfirmationService,
    @Inject(LIVE_OPTIONS) private readonly options: LiveOptions,
  ) {}

  /** Acts on a message. Throws a Problem for a name that does not exist and for whatever the message does wrong. */
  act(seat: Seat, name: string, message: unknown, answer: Answers): Promise<void> {
    const handler = this.handlers.get(name);
    if (handler === undefined) throw Problem.badInput([{ path: 'event', message: 'is not a message of this protocol' }]);
    return handler(seat, message, answer);
  }

  private async resumeLot(seat: Seat, { lotId, lastSeq }: LotResumeMessage, answer: Answers): Promise<void> {
    this.takeResume(seat);
    const listener = await this.rights.listener(seat.session.actor, lotId);
    this.holdRooms(seat, lotId);
    await this.rooms.resumeLot(seat.socket, lotId, listener, lastSeq, (resumed) => answer({ fields: resumed }));
  }

  private async leaveLot(seat: Seat, { lotId }: LotLeaveMessage, answer: Answers): Promise<void> {
    await this.rooms.leaveLot(seat.socket, lotId);
    answer({ fields: {} });
  }

  private async resumeTender(seat: Seat, { tenderId, lastSeqs }: TenderResumeMessage, answer: Answers): Promise<void> {
    this.takeResume(seat);
    const wanted = new Map(Object.entries(lastSeqs));
    const wrong = [...wanted].filter(([, seq]) => !Number.isSafeInteger(seq) || seq < 0).map(([lotId]) => ({ path: `lastSeqs.${lotId.slice(0, 64)}`, message: 'must be a whole number from 0' }));
    if (wanted.size > LONGEST_BOARD) wrong.unshift({ path: 'lastSeqs', message: `must name at most ${LONGEST_BOARD} lots` });
    if (wrong.length > 0) throw Problem.badInput(wrong.slice(0, 20));
    const lotIds = await this.rights.lotsOfTender(seat.session.actor, tenderId);
    this.holdRooms(seat, tenderId);
    await this.rooms.resumeTender(seat.socket, tenderId, lotIds, wanted, (lots) => answer({ fields: { lots } }));
  }

  private async resumeCompany(seat: Seat, { lastSeq }: CompanyResumeMessage, answer: Answers): Promise<void> {
    this.takeResume(seat);
    await this.rooms.resumeCompany(seat.socket, seat.session.actor.companyId, lastSeq, (resumed) => answer({ fields: resumed }));
  }

  private async placeBid(seat: Seat, message: PlaceBidInput, answer: Answers): Promise<void> {
    const { actor, provenAt } = seat.session;
    if (denial(biddingRules[placeBid.name], actor) !== null) throw new Problem('FORBIDDEN', missingRight(biddingRules[placeBid.name], actor));
    const { taken, refusal } = await this.desk.place(actor, message, provenAt);
    answer(taken === null ? { refusal: liveRefusal(refusal) } : { fields: bidTaken(taken) });
  }

  private async confirmBid(seat: Seat, message: ConfirmBidInput, answer: Answers): Promise<void> {
    const { actor, provenAt } = seat.session;
    if (denial(amendmentsRules[confirmBid.name], actor) !== null) throw new Problem('FORBIDDEN', missingRight(amendmentsRules[confirmBid.name], actor));
    const { confirmed, refusal } = await this.confirmations.confirm(actor, message, provenAt);
    answer(confirmed === null ? { refusal: liveRefusal(refusal) } : { fields: bidTaken(confirmed) });
  }

  private takeResume(seat: Seat): void {
    const { resumesPerSecond } = this.options;
    const { window, waitMs } = takeWithinSecond(seat.resumes, resumesPerSecond, performance.now());
    seat.resumes = window;
    if (waitMs > 0) throw new Problem('RATE_LIMITED', `At most ${resumesPerSecond} resumes a second.`, { retryAfterMs: waitMs });
  }

  /** Attempts are counted per company, whatever the number of its connections. */
  private takeAttempt(companyId: string): void {
    const { bidsPerSecond } = this.options;
    const { window, waitMs } = takeWithinSecond(this.bids.get(companyId) ?? [], bidsPerSecond, performance.now());
    if (this.bids.size >= COMPANIES_REMEMBERED) this.bids.clear();
    this.bids.set(companyId, window);
    if (waitMs > 0) throw new Problem('RATE_LIMITED', `At most ${bidsPerSecond} attempts to bid a second.`, { retryAfterMs: waitMs });
  }

  /** A lot or tender that is followed already may always be resumed: so gaps are mended. */
  private holdRooms(seat: Seat, subject: string): void {
    if (this.rooms.count(seat.socket, subject) >= this.options.rooms) throw Problem.badInput([{ path: 'lotId', message: `is one too many: a connection follows at most ${this.options.rooms} lots and tenders; leave one first` }]);
  }

  private taking<I extends object>(type: InputClass<I>, act: (seat: Seat, message: I, answer: Answers) => Promise<void>): Handler {
    return async (seat, message, answer) => {
      if (ATTEMPTS.has(type)) this.takeAttempt(seat.session.actor.companyId);
      return act(seat, await readInput(type, message), answer);
    };
  }

  /** Messages that move a connection between rooms are done in the order in which it sent them, so that none acts on rooms that another is changing. */
  private moving<I extends object>(type: InputClass<I>, act: (seat: Seat, message: I, answer: Answers) => Promise<void>): Handler {
    const handler = this.taking(type, act);
    return (seat, message, answer) => {
      const move = seat.moves.then(() => handler(seat, message, answer));
      seat.moves = move.catch(() => undefined);
      return move;
    };
  }
}
