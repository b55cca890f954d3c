import { Injectable } from '@nestjs/common';
import type { CompanyCardView, UserView } from '#contracts/gateway-accounts';
import { Companies, Members } from '../../accounts/index.js';
import { PerRequest } from '../per-request.loader.js';

/** Faces of companies and colleagues, one statement each for a whole response. */
@Injectable()
export class CompanyLoader {
  readonly cards = new PerRequest<string, CompanyCardView>((ids, actor) => this.companies.cards(actor.companyId, ids));
  readonly colleagues = new PerRequest<string, UserView>((ids, actor) => this.members.colleagues(actor, ids));

  constructor(private readonly companies: Companies, private readonly members: Members) {}
}
