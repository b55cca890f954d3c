import { createHash, timingSafeEqual } from 'node:crypto';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Problem } from '#kernel';
import type { Actor, FileRefused, Locale } from '#contracts';
import type { FileView } from '#contracts/order-files';
import type { LinePapersView, RequestDownloadInput, RequestDownloadResult } from '#contracts/order-grants';
import type { DrawingStage } from '#contracts/quoting-tender-terms';
import type { DrawingHindrance } from '#contracts/refusal';
import { Database } from '#platform/database';
import { requestContext } from '#platform/observability';
import { Tickets } from '#platform/tickets';
import { HouseClock } from '#platform/time';
import { SheetPages } from '../sheets/index.js';
import { FileAddresses, FileDoors, FileService, PageRefusal, type AddressFacts, type FileDoor, type HandedOut, type KeptFile, type Shown } from '../files/index.js';
import { Claims, numbered, type Claimed, type Numbered } from './claims.service.js';
import { holds, neutralName, recallOf, shownAs } from './grant.policy.js';
import { sentences } from './grants-sentences.view.js';
import { OpeningLog, type Opener, type Opening } from './opening-log.service.js';
import { readFileOwner, type FileOwner } from './paper-rows.storage.js';

const TICKET_SECONDS = 60;
/** The instant of a file whose instant is not told. */
const UNTOLD = new Date(0).toISOString();

/** What a ticket says; what it opens is looked up again. `lineId` is null for an own file. */
interface TicketFacts { fileId: string; stage: DrawingStage; lineId: string | null; proof: string; opener: Opener; locale: Locale }

/** Opens files to those who may see them, as far as they may. */
@Injectable()
export class GrantService implements FileDoor, OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly claims: Claims,
    private readonly files: FileService,
    private readonly addresses: FileAddresses,
    private readonly doors: FileDoors,
    private readonly log: OpeningLog,
    private readonly sheets: SheetPages,
    private readonly tickets: Tickets,
    private readonly clock: HouseClock,
  ) {}

  onModuleInit(): void {
    this.doors.hang(this);
  }

  /** An address for a minute, for the person and session that asks. What may not be opened is refused with what is missing, and the refusal is noted. */
  async requestDownload(actor: Actor, { fileId, stage, asker }: RequestDownloadInput): Promise<RequestDownloadResult> {
    const owner = await readFileOwner(this.database, fileId);
    if (owner === null) throw Problem.notFound();
    const opener: Opener = { companyId: actor.companyId, userId: actor.userId, principalId: actor.principalId, companyName: asker.companyName, name: asker.name };
    if (owner.companyId === actor.companyId) {
      if (owner.state !== 'READY') return refused(sentences(actor.locale).NOT_THERE, null, null);
      const wanted = stage ?? 'DOWNLOAD';
      if (wanted === 'VIEW' && shownAs(owner.mediaType) === null) return refused(sentences(actor.locale).FORMAT, 'DOWNLOAD', 'FORMAT');
      return this.ticket(actor, { fileId, stage: wanted, lineId: null, proof: asker.proof, opener, locale: actor.locale });
    }
    const found = await this.claims.ofFile(actor, fileId, owner);
    if (found === null) return this.strange(opener, owner, { fileId, stage: stage ?? 'VIEW' });
    const { claim } = found;
    const held = claim.reach.stage;
    const wanted = stage ?? (holds(held, 'VIEW') ? held! : 'VIEW');
    const why = hindranceOf(found, fileId, wanted, owner.mediaType);
    if (why === null) return this.ticket(actor, { fileId, stage: wanted, lineId: claim.lineId, proof: asker.proof, opener, locale: actor.locale });
    await this.log.refused(opener, { ownerId: claim.ownerId, fileId, stage: wanted, partId: claim.partId, tenderId: claim.tenderId }, why);
    return refused(this.sentence(found, why, actor.locale), held, why);
  }

  /** Papers of lines as the asking company sees them. */
  async papers(actor: Actor, lineIds: readonly string[]): Promise<LinePapersView[]> {
    const found = await this.claims.ofLines(actor, [...new Set(lineIds)]);
    return [...found].flatMap(([lineId, claimed]) => (claimed.claim.reach.stage === null ? [] : [this.papersView(actor, lineId, claimed)]));
  }

  async open(fileId: string, { ticket, bearer, page, fromByte, stop }: Shown): Promise<HandedOut> {
    const facts = await this.tickets.verify<TicketFacts>('drawing', ticket);
    if (facts.fileId !== fileId) throw Problem.notFound();
    const { opener, stage, lineId } = facts;
    const actor = this.actorOf(facts);
    const found = lineId === null ? null : await this.claims.ofFileByLine(actor, fileId, lineId);
    const opening: Opening = {
      ownerId: found?.claim.ownerId ?? opener.companyId, fileId, stage, partId: found?.claim.partId, tenderId: found?.claim.tenderId, page: page || null, fromByte, ticket: facts.jti,
    };
    if (lineId !== null && found === null) {
      const owner = await readFileOwner(this.database, fileId);
      if (owner === null) throw Problem.notFound();
      return this.strange(opener, owner, opening);
    }
    if (!isProof(bearer, facts.proof)) return this.refuse(opener, opening, 'TICKET');
    const owned = await this.files.kept(opening.ownerId, fileId);
    if (owned === null) throw Problem.notFound();
    const why = found && hindranceOf(found, fileId, stage, owned.mediaType);
    if (why !== null) return this.refuse(opener, opening, why);
    if (stage === 'VIEW' && shownAs(owned.mediaType) === 'PAGES') return this.page(facts, { ...opening, page: page ?? 1, fromByte: 0 }, owned, stop);
    if (!await this.log.opened(opener, { ...opening, page: null })) return this.refuse(opener, opening, 'TICKET');
    return { file: { ...owned, name: found ? nameOf(found, fileId) : owned.name } };
  }

  /**
   * A page with the mark of whoever it is not the own file of. It is painted before it is written down: what could not be shown was not seen, and the ticket holds for another try. Waiting and
   * painting take up to minutes, so rights are asked again after them.
   */
  private async page(facts: TicketFacts, opening: Opening & { page: number }, file: KeptFile, stop: AbortSignal): Promise<HandedOut> {
    const { opener, lineId } = facts;
    if (!await this.log.mayOpen(opener, opening)) return this.refuse(opener, opening, 'TICKET');
    const picture = await this.sheets.page(file, opening.page, lineId !== null ? this.mark(opener) : null, { asker: opener.companyId, stop });
    if ('refused' in picture) {
      if (picture.refused !== 'BUSY') await this.log.refused(opener, { ...opening, page: opening.page || null }, 'FORMAT');
      throw new PageRefusal(picture.refused, picture.pages ?? null);
    }
    if (lineId !== null) {
      const found = await this.claims.ofFileByLine(this.actorOf(facts), opening.fileId, lineId);
      const why = found === null ? 'NONE' : hindranceOf(found, opening.fileId, opening.stage, file.mediaType);
      if (why !== null) return this.refuse(opener, opening, why);
    }
    return await this.log.opened(opener, opening) ? { page: picture.webp, pages: picture.pages } : this.refuse(opener, opening, 'TICKET');
  }

  async look({ companyId, userId, fileId, via }: AddressFacts): Promise<KeptFile | null> {
    const actor: Actor = { companyId, userId, principalId: '', roles: [], scopes: null, locale: 'en' };
    const found = await this.claims.ofFileByLine(actor, fileId, via!);
    if (found === null || found.claim.reach.stage === null || found.papers.thumbnailId !== fileId) return null;
    const kept = await this.files.kept(found.claim.ownerId, fileId);
    return kept && { ...kept, name: 'part.webp' };
  }

  private async ticket(actor: Actor, facts: TicketFacts): Promise<RequestDownloadResult> {
    const { token, expiresAt } = await this.tickets.mint('drawing', facts, TICKET_SECONDS);
    return { __typename: 'DownloadTicket', url: `${this.addresses.at(facts.fileId)}?ticket=${token}`, expiresAt, stage: facts.stage };
  }

  /** Nobody outside learns why: an address that was used, ended or is another session's looks like one of nothing. */
  private async refuse(opener: Opener, opening: Opening, why: DrawingHindrance): Promise<never> {
    await this.log.refused(opener, opening, why);
    throw why === 'TICKET' ? new Problem('UNAUTHENTICATED', 'The ticket is used up or belongs to another session.') : Problem.notFound();
  }

  /** Whoever was never shown a file, or by a line that does not show it any more, learns nothing; its owner does. */
  private strange(opener: Opener, { companyId, parts }: FileOwner, opening: Omit<Opening, 'ownerId'>): Promise<never> {
    const [part] = new Set(parts.map(({ partId }) => partId));
    return this.refuse(opener, { ...opening, ownerId: companyId, partId: opening.partId ?? part ?? null }, 'NONE');
  }

  /** What is burnt into a page: who sees it, when by the database's clock, and by which request. */
  private mark({ companyId, companyName, name }: Opener): string[] {
    const instant = `${new Date(this.clock.now()).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
    return [companyName, companyId, name, instant, requestContext.getStore()?.requestId ?? ''].filter((line) => line !== '');
  }

  private actorOf({ opener, locale }: TicketFacts): Actor {
    return { companyId: opener.companyId, userId: opener.userId, principalId: opener.principalId, roles: [], scopes: null, locale };
  }

  private sentence({ claim, papers }: Claimed, why: DrawingHindrance, locale: Locale): string {
    const reason = why === 'RECALLED' ? recallOf(claim, papers.recalls)?.reason : undefined;
    return reason === undefined ? sentences(locale)[why] : `${sentences(locale)[why]} (${reason})`;
  }

  private papersView(actor: Actor, lineId: string, { claim, papers }: Claimed): LinePapersView {
    const stage = claim.reach.stage!;
    const original = holds(stage, 'DOWNLOAD');
    // What cannot be shown in place is of no use to those who may not save it, and its existence says how the owner works.
    const shown = numbered(papers).filter(({ file }) => original || shownAs(file.mediaType) !== null);
    return {
      lineId,
      thumbnailUrl: papers.thumbnailId === null ? null : this.addresses.of(papers.thumbnailId, actor, Date.now(), lineId),
      files: !holds(stage, 'VIEW') ? outlines(lineId, claim, shown) : shown.map(({ file, nth }) => ({
        id: file.id, name: claim.place === null ? file.name : neutralName(claim.place, claim.revision, file.mediaType, nth), purpose: file.mediaType === 'model/gltf-binary' ? 'MODEL' : file.purpose,
        mediaType: file.mediaType, byteSize: file.byteSize, sha256: original ? file.sha256 : null, state: 'READY', thumbnailUrl: null, grantedStage: stage, createdAt: file.createdAt,
      })),
    };
  }
}

/** What stands against opening a file at a stage; null when nothing does. */
function hindranceOf({ claim, papers }: Claimed, fileId: string, stage: DrawingStage, mediaType: string | null): DrawingHindrance | null {
  const { reach } = claim;
  if (stage === 'OUTLINE') return 'FORMAT';
  if (papers.thumbnailId === fileId) return reach.stage === null ? reach.hindrance : 'FORMAT';
  if (!holds(reach.stage, stage)) return reach.hindrance ?? 'STAGE';
  return stage === 'VIEW' && shownAs(mediaType) === null ? 'FORMAT' : null;
}

function nameOf({ claim, papers }: Claimed, fileId: string): string {
  const { file, nth } = numbered(papers).find((each) => each.file.id === fileId)!;
  return claim.place === null ? file.name : neutralName(claim.place, claim.revision, file.mediaType, nth);
}

/** How many files of which kind there are. Id, size and instant are the line's own: those of a file would tell it again in another tender. */
function outlines(lineId: string, { place, revision }: Claimed['claim'], shown: readonly Numbered[]): FileView[] {
  return shown.map(({ file, nth }, i) => ({
    id: `${lineId}-${i + 1}`, name: neutralName(place ?? lineId, revision, file.mediaType, nth), purpose: file.mediaType === 'model/gltf-binary' ? 'MODEL' : file.purpose,
    mediaType: file.mediaType, byteSize: '0', sha256: null, state: 'READY', thumbnailUrl: null, grantedStage: 'OUTLINE', createdAt: UNTOLD,
  }));
}

function isProof(bearer: string | null, proof: string): boolean {
  const given = createHash('sha256').update(bearer ?? '').digest();
  const ours = Buffer.from(proof, 'hex');
  return given.length === ours.length && timingSafeEqual(given, ours);
}

function refused(message: string, grantedStage: DrawingStage | null, missing: DrawingHindrance | null): FileRefused {
  return { __typename: 'FileRefused', code: 'FILE_REFUSED', message, maxBytes: null, grantedStage, missing };
}
