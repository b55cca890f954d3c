import { Inject, Injectable } from '@nestjs/common';
import { Problem } from '#kernel';
import { denial, type InputClass } from '#contracts';
import { PlaceBidInput, biddingRules, placeBid } from '#contracts/quoting-bidding';
import { CompanyResumeMessage, LotLeaveMessage, LotResumeMessage, TenderResumeMessage } from '#contracts/quoting-live';
import { readInput } from '#platform/rpc';
import { BidDesk } from '../bidding/index.js';
import { CompanyStreams } from '../company-feed/index.js';
import { bidTaken, liveRefusal } from './ack.view.js';
import { fullBucket, takeOne, type Bucket } from './bucket.policy.js';
import { LIVE_OPTIONS, type LiveOptions } from './live-limits.policy.js';
import { LiveRooms, type LiveSocket } from './live-room.service.js';
import type { LiveSession } from './live-session.service.js';
import { LotRights } from './lot-right.service.js';

/** One connection. */
export interface Seat {
  readonly socket: LiveSocket;
  readonly session: LiveSession;
  messages: Bucket;
  resumes: Bucket;
  /** When it was told to slow down, in milliseconds of the steady clock. */
  strikes: number[];
  /** True when the last look found too much unread. */
  slow: boolean;
}

/** What a message is answered with, besides `ok` and the time. */
export type Reply = { readonly fields: object } | { readonly refusal: object };

type Handler = (seat: Seat, message: unknown) => Promise<Reply>;

const LONGEST_BOARD = 500;
const COMPANIES_REMEMBERED = 10_000;

/** The messages of /live: each is held to its class, asks for its right anew, and calls one service. */
@Injectable()
export class LiveMessages {
  private readonly bids = new Map<string, Bucket>();
  private readonly handlers = new Map<string, Handler>([
    ['lot:resume', this.taking(LotResumeMessage, (seat, message) => this.resumeLot(seat, message))],
    ['lot:leave', this.taking(LotLeaveMessage, (seat, message) => this.leaveLot(seat, message))],
    ['tender:resume', this.taking(TenderResumeMessage, (seat, message) => this.resumeTender(seat, message))],
    ['company:resume', this.taking(CompanyResumeMessage, (seat, message) => this.resumeCompany(seat, message))],
    ['bid:place', this.taking(PlaceBidInput, (seat, message) => this.placeBid(seat, message))],
  ]);

  constructor(
    private readonly rooms: LiveRooms,
    private readonly rights: LotRights,
    private readonly streams: CompanyStreams,
    private readonly desk: BidDesk,
    @Inject(LIVE_OPTIONS) private readonly options: LiveOptions,
  ) {}

  /** Acts on a message. Throws a Problem for a name that does not exist and for whatever the message does wrong. */
  act(seat: Seat, name: string, message: unknown): Promise<Reply> {
    const handler = this.handlers.get(name);
    if (handler === undefined) throw Problem.badInput([{ path: 'event', message: 'is not a message of this protocol' }]);
    return handler(seat, message);
  }

  private async resumeLot(seat: Seat, { lotId, lastSeq }: LotResumeMessage): Promise<Reply> {
    this.takeResume(seat);
    const listener = await this.rights.listener(seat.session.actor, lotId);
    this.holdRooms(seat);
    return { fields: await this.rooms.resumeLot(seat.socket, lotId, listener, lastSeq) };
  }

  private async leaveLot(seat: Seat, { lotId }: LotLeaveMessage): Promise<Reply> {
    await this.rooms.leaveLot(seat.socket, lotId);
    return { fields: {} };
  }

  private async resumeTender(seat: Seat, { tenderId, lastSeqs }: TenderResumeMessage): Promise<Reply> {
    this.takeResume(seat);
    const wanted = new Map(Object.entries(lastSeqs));
    const wrong = [...wanted].filter(([, seq]) => !Number.isSafeInteger(seq) || seq < 0).map(([lotId]) => ({ path: `lastSeqs.${lotId.slice(0, 64)}`, message: 'must be a whole number from 0' }));
    if (wanted.size > LONGEST_BOARD) wrong.unshift({ path: 'lastSeqs', message: `must name at most ${LONGEST_BOARD} lots` });
    if (wrong.length > 0) throw Problem.badInput(wrong.slice(0, 20));
    const lotIds = await this.rights.lotsOfTender(seat.session.actor, tenderId);
    this.holdRooms(seat);
    return { fields: { lots: await this.rooms.resumeTender(seat.socket, tenderId, lotIds, wanted) } };
  }

  private async resumeCompany(seat: Seat, { lastSeq }: CompanyResumeMessage): Promise<Reply> {
    this.takeResume(seat);
    return { fields: await this.streams.resume(seat.session.actor.companyId, lastSeq) };
  }

  private async placeBid(seat: Seat, message: PlaceBidInput): Promise<Reply> {
    const { actor, provenAt } = seat.session;
    if (denial(biddingRules[placeBid.name], actor) !== null) throw new Problem('FORBIDDEN', 'Your roles or the scopes of your key do not allow bidding.');
    const { taken, refusal } = await this.desk.place(actor, message, provenAt);
    return taken === null ? { refusal: liveRefusal(refusal) } : { fields: bidTaken(taken) };
  }

  private takeResume(seat: Seat): void {
    const { resumesPerSecond } = this.options;
    const { bucket, waitMs } = takeOne(seat.resumes, resumesPerSecond, resumesPerSecond, performance.now());
    seat.resumes = bucket;
    if (waitMs > 0) throw new Problem('RATE_LIMITED', `At most ${resumesPerSecond} resumes a second.`, { retryAfterMs: waitMs });
  }

  /** Attempts are counted per company, whatever the number of its connections. */
  private takeAttempt(companyId: string): void {
    const { bidsPerSecond } = this.options;
    const now = performance.now();
    const { bucket, waitMs } = takeOne(this.bids.get(companyId) ?? fullBucket(bidsPerSecond, now), bidsPerSecond, bidsPerSecond, now);
    if (this.bids.size >= COMPANIES_REMEMBERED) this.bids.clear();
    this.bids.set(companyId, bucket);
    if (waitMs > 0) throw new Problem('RATE_LIMITED', `At most ${bidsPerSecond} attempts to bid a second.`, { retryAfterMs: waitMs });
  }

  private holdRooms(seat: Seat): void {
    if (this.rooms.count(seat.socket) >= this.options.rooms) throw Problem.badInput([{ path: 'lotId', message: `is one too many: a connection follows at most ${this.options.rooms} lots and tenders; leave one first` }]);
  }

  private taking<I extends object>(type: InputClass<I>, act: (seat: Seat, message: I) => Promise<Reply>): Handler {
    return async (seat, message) => {
      if (type === (PlaceBidInput as InputClass<object>)) this.takeAttempt(seat.session.actor.companyId);
      return act(seat, await readInput(type, message));
    };
  }
}
