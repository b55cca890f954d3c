import { Controller } from '@nestjs/common';
import type { Actor, Page } from '#contracts';
import {
  answerAward, awardOffers, decideAwards, proposeAwards, tenderAwards,
  type AnswerAwardInput, type AnswerAwardResult, type AwardOffersInput, type AwardOfferView, type AwardView, type DecideAwardsInput, type DecideAwardsResult,
  type ProposeAwardsInput, type ProposeAwardsResult,
} from '#contracts/quoting-awards';
import type { ById } from '#contracts/quoting-tenders';
import { Serves } from '#platform/rpc';
import { AwardAnswerService } from './award-answer.service.js';
import { AwardDecisionService } from './award-decision.service.js';
import { AwardReader } from './award-reader.service.js';

/** What the gateway asks of awards. */
@Controller()
export class AwardsRpc {
  constructor(private readonly decisions: AwardDecisionService, private readonly answers: AwardAnswerService, private readonly reader: AwardReader) {}

  @Serves(proposeAwards)
  proposeAwards(actor: Actor, input: ProposeAwardsInput): Promise<ProposeAwardsResult> {
    return this.decisions.proposeAwards(actor, input);
  }

  @Serves(decideAwards)
  decideAwards(actor: Actor, input: DecideAwardsInput): Promise<DecideAwardsResult> {
    return this.decisions.decideAwards(actor, input);
  }

  @Serves(answerAward)
  answerAward(actor: Actor, input: AnswerAwardInput): Promise<AnswerAwardResult> {
    return this.answers.answerAward(actor, input);
  }

  @Serves(awardOffers)
  awardOffers(actor: Actor, input: AwardOffersInput): Promise<Page<AwardOfferView>> {
    return this.reader.awardOffers(actor, input);
  }

  @Serves(tenderAwards)
  tenderAwards(actor: Actor, input: ById): Promise<AwardView[]> {
    return this.reader.tenderAwards(actor, input.id);
  }
}
