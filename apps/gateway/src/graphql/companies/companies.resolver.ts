import { Args, Context, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { Actor } from '#contracts';
import {
  AcceptInvitationInput, ChangeMemberInput, CompaniesInput, CompanyInput, EnterDemoInput, InviteMemberInput, RefreshSessionInput, RegisterInput, SetSupplierRelationInput,
  SignInInput, SwitchCompanyInput, UpdateCompanyInput, type ViewerView,
} from '#contracts/gateway-accounts';
import { readInput } from '#platform/rpc';
import { Companies, DemoDoor, Invitations, Members, Registration, SignIn } from '../../accounts/index.js';
import { Asking, EdgeContext } from '../edge-context.plugin.js';
import { CompanyLoader } from './companies.loader.js';
import { SessionKeeper } from './session-keeper.plugin.js';

/** People, sessions, and the faces that companies show each other. */
@Resolver()
export class CompaniesResolver {
  constructor(
    private readonly registration: Registration,
    private readonly signing: SignIn,
    private readonly people: Invitations,
    private readonly members: Members,
    private readonly companies: Companies,
    private readonly demoDoor: DemoDoor,
    private readonly keeper: SessionKeeper,
  ) {}

  @Query('viewer')
  viewer(@Context() { actor }: EdgeContext) { return actor && this.companies.viewer(actor); }

  @Query('demo')
  demo() { return this.demoDoor.look(); }

  @Query('company')
  async company(@Asking() actor: Actor, @Args() args: object) { return this.companies.card(actor, (await readInput(CompanyInput, args)).id); }

  @Query('companies')
  async list(@Asking() actor: Actor, @Args() args: object) { return this.companies.list(actor, await readInput(CompaniesInput, args)); }

  @Mutation('register')
  async register(@Context() context: EdgeContext, @Args('input') input: object) {
    return this.keeper.keep(context, await this.registration.register(await readInput(RegisterInput, input), context.visit));
  }

  @Mutation('signIn')
  async signIn(@Context() context: EdgeContext, @Args('input') input: object) {
    return this.keeper.keep(context, await this.signing.signIn(await readInput(SignInInput, input), context.visit, context.locale));
  }

  @Mutation('enterDemo')
  async enterDemo(@Context() context: EdgeContext, @Args('input') input: object) {
    return this.keeper.keep(context, await this.demoDoor.enter((await readInput(EnterDemoInput, input)).side, context.visit, context.locale));
  }

  @Mutation('refreshSession')
  async refreshSession(@Context() context: EdgeContext, @Args('input') input: object) {
    const { refreshToken } = await readInput(RefreshSessionInput, input);
    return this.keeper.keep(context, await this.signing.refreshSession(refreshToken ?? context.refreshCookie, context.locale));
  }

  @Mutation('acceptInvitation')
  async acceptInvitation(@Context() context: EdgeContext, @Args('input') input: object) {
    return this.keeper.keep(context, await this.people.accept(await readInput(AcceptInvitationInput, input), context.visit, context.locale));
  }

  @Mutation('switchCompany')
  async switchCompany(@Context() context: EdgeContext, @Asking() actor: Actor, @Args('input') input: object) {
    return this.keeper.keep(context, await this.signing.switchCompany(actor, await readInput(SwitchCompanyInput, input), context.visit));
  }

  @Mutation('signOut')
  async signOut(@Context() context: EdgeContext, @Asking() actor: Actor) { return this.keeper.forget(context, await this.signing.signOut(actor)); }

  @Mutation('signOutEverywhere')
  async signOutEverywhere(@Context() context: EdgeContext, @Asking() actor: Actor) { return this.keeper.forget(context, await this.signing.signOutEverywhere(actor)); }

  @Mutation('updateCompany')
  async updateCompany(@Asking() actor: Actor, @Args('input') input: object) { return this.companies.update(actor, await readInput(UpdateCompanyInput, input)); }

  @Mutation('inviteMember')
  async inviteMember(@Asking() actor: Actor, @Args('input') input: object) { return this.people.invite(actor, await readInput(InviteMemberInput, input)); }

  @Mutation('changeMember')
  async changeMember(@Asking() actor: Actor, @Args('input') input: object) { return this.members.change(actor, await readInput(ChangeMemberInput, input)); }

  @Mutation('setSupplierRelation')
  async setSupplierRelation(@Asking() actor: Actor, @Args('input') input: object) { return this.companies.setRelation(actor, await readInput(SetSupplierRelationInput, input)); }
}

@Resolver('Viewer')
export class ViewerResolver {
  constructor(private readonly loader: CompanyLoader) {}

  @ResolveField('companies')
  companies(@Context() context: EdgeContext, @Parent() { companyIds }: ViewerView) { return this.loader.cards.loadMany(context, companyIds); }
}

@Resolver('Company')
export class CompanyResolver {
  constructor(private readonly members: Members, private readonly loader: CompanyLoader) {}

  @ResolveField('members')
  people(@Asking() actor: Actor) { return this.members.list(actor); }

  @ResolveField('card')
  card(@Context() context: EdgeContext, @Parent() { id }: { id: string }) { return this.loader.cards.load(context, id); }
}
