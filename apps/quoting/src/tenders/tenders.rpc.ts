import { Controller } from '@nestjs/common';
import type { Actor, Page } from '#contracts';
import {
  acceptNda, answerQuestion, askQuestion, cancelLots, createTender, declineLot, inviteSuppliers, lotQuestions, publishTender, suspendLots, tenderCheck, tenderInvitations, tenderMatches,
  tenderQuestions, updateTender,
  type AcceptNdaInput, type AcceptNdaResult, type AnswerQuestionInput, type AnswerQuestionResult, type AskQuestionInput, type AskQuestionResult, type ById,
  type CancelLotsInput, type CancelLotsResult, type CreateTenderInput, type CreateTenderResult, type DeclineLotInput, type DeclineLotResult, type InviteSuppliersInput,
  type InviteSuppliersResult, type LotQuestionsInput, type PublishTenderInput, type PublishTenderResult, type SuspendLotsInput, type SuspendLotsResult, type TenderQuestionsInput, type UpdateTenderInput,
  type UpdateTenderResult,
} from '#contracts/quoting-tenders';
import { amendLot, type AmendLotInput, type AmendLotResult } from '#contracts/quoting-amendments';
import type { InvitationView, LotMatchView, QuestionView, TenderCheckView } from '#contracts/quoting-tender-views';
import { Serves } from '#platform/rpc';
import { CancellationService } from './cancellation.service.js';
import { TenderCheckService } from './check.service.js';
import { DraftService } from './draft.service.js';
import { GuestService } from './guest.service.js';
import { LotAmendmentService } from './lot-amendment.service.js';
import { PublicationService } from './publication.service.js';
import { QuestionService } from './question.service.js';
import { SuspensionService } from './suspension.service.js';
import { TenderReader } from './tender-reader.service.js';

/** What the gateway asks of tenders. Whole tenders and bidders' lots are served by bidding, which adds the market. */
@Controller()
export class TendersRpc {
  constructor(
    private readonly drafts: DraftService,
    private readonly publications: PublicationService,
    private readonly cancellations: CancellationService,
    private readonly suspensions: SuspensionService,
    private readonly amendments: LotAmendmentService,
    private readonly guests: GuestService,
    private readonly enquiries: QuestionService,
    private readonly checks: TenderCheckService,
    private readonly reader: TenderReader,
  ) {}

  @Serves(createTender)
  createTender(actor: Actor, input: CreateTenderInput): Promise<CreateTenderResult> {
    return this.drafts.createTender(actor, input);
  }

  @Serves(updateTender)
  updateTender(actor: Actor, input: UpdateTenderInput): Promise<UpdateTenderResult> {
    return this.drafts.updateTender(actor, input);
  }

  @Serves(publishTender)
  publishTender(actor: Actor, input: PublishTenderInput): Promise<PublishTenderResult> {
    return this.publications.publishTender(actor, input);
  }

  @Serves(inviteSuppliers)
  inviteSuppliers(actor: Actor, input: InviteSuppliersInput): Promise<InviteSuppliersResult> {
    return this.publications.inviteSuppliers(actor, input);
  }

  @Serves(cancelLots)
  cancelLots(actor: Actor, input: CancelLotsInput): Promise<CancelLotsResult> {
    return this.cancellations.cancelLots(actor, input);
  }

  @Serves(suspendLots)
  suspendLots(actor: Actor, input: SuspendLotsInput): Promise<SuspendLotsResult> {
    return this.suspensions.suspendLots(actor, input);
  }

  @Serves(amendLot)
  amendLot(actor: Actor, input: AmendLotInput): Promise<AmendLotResult> {
    return this.amendments.amendLot(actor, input);
  }

  @Serves(acceptNda)
  acceptNda(actor: Actor, input: AcceptNdaInput): Promise<AcceptNdaResult> {
    return this.guests.acceptNda(actor, input);
  }

  @Serves(declineLot)
  declineLot(actor: Actor, input: DeclineLotInput): Promise<DeclineLotResult> {
    return this.guests.declineLot(actor, input);
  }

  @Serves(askQuestion)
  askQuestion(actor: Actor, input: AskQuestionInput): Promise<AskQuestionResult> {
    return this.enquiries.askQuestion(actor, input);
  }

  @Serves(answerQuestion)
  answerQuestion(actor: Actor, input: AnswerQuestionInput): Promise<AnswerQuestionResult> {
    return this.enquiries.answerQuestion(actor, input);
  }

  @Serves(tenderCheck)
  tenderCheck(actor: Actor, input: ById): Promise<TenderCheckView> {
    return this.checks.check(actor, input.id);
  }

  @Serves(tenderMatches)
  tenderMatches(actor: Actor, input: ById): Promise<LotMatchView[]> {
    return this.checks.matches(actor, input.id);
  }

  @Serves(tenderInvitations)
  tenderInvitations(actor: Actor, input: ById): Promise<InvitationView[]> {
    return this.reader.invitations(actor, input.id);
  }

  @Serves(tenderQuestions)
  tenderQuestions(actor: Actor, input: TenderQuestionsInput): Promise<Page<QuestionView>> {
    return this.reader.tenderQuestions(actor, input);
  }

  @Serves(lotQuestions)
  lotQuestions(actor: Actor, input: LotQuestionsInput): Promise<Page<QuestionView>> {
    return this.reader.lotQuestions(actor, input);
  }
}
