import { Inject, Injectable } from '@nestjs/common';
import { newId, Problem } from '#kernel';
import type { Actor } from '#contracts';
import { answerQuestion, askQuestion, type AnswerQuestionInput, type AnswerQuestionResult, type AskQuestionInput, type AskQuestionResult } from '#contracts/quoting-tenders';
import { Database, once, type Tx } from '#platform/database';
import { tellCompanies } from '../company-feed/index.js';
import { appendLotEvents } from '../ledger/index.js';
import { guestsOf } from './amendment.service.js';
import { TENDER_LIMITS } from './limits.port.js';
import { openLotStates } from './lot.lifecycle.js';
import { limitReached, stateRefused } from './refusals.view.js';
import type { TenderLimits } from './tender-check.policy.js';
import { questionView } from './tender.view.js';
import { lockInvitation, lockLots } from './tenders.locks.js';

interface QuestionRow { id: string; lotId: string; tenderId: string; companyId: string; text: string; answer: string | null; askedAt: Date }

/** Questions before the bid. Everybody invited reads the answer, nobody who asked. */
@Injectable()
export class QuestionService {
  constructor(private readonly database: Database, @Inject(TENDER_LIMITS) private readonly limits: TenderLimits) {}

  /** Asks about a lot until the enquiry ends. */
  askQuestion(actor: Actor, input: AskQuestionInput): Promise<AskQuestionResult> {
    return this.database.asHouse((tx) => once(tx, actor, askQuestion.name, input.idempotencyKey, input, async () => {
      const invitation = await lockInvitation(tx, actor.companyId, input.lotId);
      const [lot] = await lockLots(tx, [input.lotId]);
      if (!openLotStates.includes(lot!.state)) return stateRefused(actor, 'NOT_OPEN', lot!.state);
      const now = await tx.now();
      if (now >= (invitation.enquiryEndsAt ?? invitation.closesAt)) return stateRefused(actor, 'ENQUIRY_OVER', lot!.state);
      const [mine] = await tx.query<{ count: number }>(
        'select count(*)::int as count from quoting.questions where tender_id = $1 and company_id = $2 and answer is null', [invitation.tenderId, actor.companyId],
      );
      if (mine!.count >= this.limits.openQuestions) return limitReached(actor, 'QUESTIONS', this.limits.openQuestions);
      const question: QuestionRow = { id: newId('question'), lotId: input.lotId, tenderId: invitation.tenderId, companyId: actor.companyId, text: input.text, answer: null, askedAt: now };
      await tx.query(
        `insert into quoting.questions (id, lot_id, tender_id, buyer_company_id, company_id, text, asked_by, asked_at) values ($1, $2, $3, $4, $5, $6, $7, $8)`,
        [question.id, question.lotId, question.tenderId, invitation.buyerId, question.companyId, question.text, actor.userId ?? actor.principalId, now],
      );
      await appendLotEvents(tx, [{ lotId: input.lotId, type: 'QUESTION_ASKED', payload: { questionId: question.id, open: await this.open(tx, input.lotId) } }]);
      await tellCompanies(tx, [{ companyId: invitation.buyerId, type: 'question.asked', subjectId: question.id }]);
      return questionView(question, actor.companyId);
    }));
  }

  /** Answers once, to every invited company, while the lot takes bids. */
  answerQuestion(actor: Actor, input: AnswerQuestionInput): Promise<AnswerQuestionResult> {
    return this.database.asHouse((tx) => once(tx, actor, answerQuestion.name, input.idempotencyKey, input, async () => {
      const [question] = await tx.query<QuestionRow>(
        `select id, lot_id as "lotId", tender_id as "tenderId", company_id as "companyId", text, answer, asked_at as "askedAt"
           from quoting.questions where id = $1 and buyer_company_id = $2 for update`, [input.questionId, actor.companyId],
      );
      if (!question) throw Problem.notFound();
      const [lot] = await lockLots(tx, [question.lotId]);
      if (question.answer !== null) return stateRefused(actor, 'ANSWERED', lot!.state);
      if (!openLotStates.includes(lot!.state)) return stateRefused(actor, 'NOT_OPEN', lot!.state);
      await tx.query('update quoting.questions set answer = $2, answered_by = $3, answered_at = clock_timestamp() where id = $1', [question.id, input.answer, actor.userId ?? actor.principalId]);
      await appendLotEvents(tx, [{ lotId: question.lotId, type: 'QUESTION_ANSWERED', payload: { questionId: question.id, open: await this.open(tx, question.lotId) } }]);
      await tellCompanies(tx, await guestsOf(tx, question.tenderId, [question.lotId], 'question.answered').then((news) => news.map((one) => ({ ...one, subjectId: question.id }))));
      return questionView({ ...question, answer: input.answer }, actor.companyId);
    }));
  }

  private async open(tx: Tx, lotId: string): Promise<number> {
    const [row] = await tx.query<{ count: number }>('select count(*)::int as count from quoting.questions where lot_id = $1 and answer is null', [lotId]);
    return row!.count;
  }
}
