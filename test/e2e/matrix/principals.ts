import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { roles, scopes, type Actor, type Role, type Scope } from '#contracts';
import { ApiClient } from '../../../tools/client/api-client.js';
import { PASSWORD, until, type Market } from '../market.js';
import type { RunningTrade } from './running-trade.js';

export interface Answer {
  status: number;
  data: Record<string, unknown> | null | undefined;
  errors: { message: string; path?: (string | number)[]; extensions: { code: string; requestId: string } }[];
  text: string;
}

/** Somebody who asks: a token, and what the policy table needs to know to say what he may. */
export class Principal {
  constructor(readonly name: string, private readonly url: string, readonly token: string | null, readonly actor: Pick<Actor, 'roles' | 'scopes'> | null) {}

  ask(query: string, variables: object = {}): Promise<Answer> {
    return this.send(JSON.stringify({ query, variables }));
  }

  /** Sends a body as it is, whether it is JSON or not. */
  async send(body: string, more: { method?: string; search?: string; headers?: Record<string, string> } = {}): Promise<Answer> {
    const response = await fetch(`${this.url}/graphql${more.search ?? ''}`, {
      method: more.method ?? 'POST', signal: AbortSignal.timeout(30_000), ...(more.method === 'GET' ? {} : { body }),
      headers: { 'content-type': 'application/json', 'accept-language': 'en', ...(this.token === null ? {} : { authorization: `Bearer ${this.token}` }), ...more.headers },
    });
    const text = await response.text();
    let answer: Partial<Answer> = {};
    try {
      answer = JSON.parse(text) as Partial<Answer>;
    } catch {
      // Then the text is all there is.
    }
    return { status: response.status, data: answer.data, errors: answer.errors ?? [], text };
  }
}

const INVITE = 'mutation Invite($input: InviteMemberInput!) { inviteMember(input: $input) { __typename ... on Refusal { message } } }';
const ACCEPT = 'mutation Accept($input: AcceptInvitationInput!) { acceptInvitation(input: $input) { __typename ... on Session { accessToken } ... on Refusal { message } } }';
const KEY = 'mutation Key($input: CreateApiKeyInput!) { createApiKey(input: $input) { __typename ... on ApiKeyCreated { secret } ... on Refusal { message } } }';

/** Roles that an owner can give. */
export const givenRoles = roles.filter((role) => role !== 'OWNER' && role !== 'PLATFORM_OPERATOR');

export function nobody(market: Market): Principal {
  return new Principal('nobody', market.url, null, null);
}

export function ownerOf(market: Market, api: ApiClient, name: string): Principal {
  return new Principal(name, market.url, api.bearer, { roles: ['OWNER'], scopes: null });
}

/** A person of the company with these roles and no others, who came by an invitation as everybody does. */
export async function aMember(market: Market, owner: ApiClient, mailFolder: string, wanted: readonly Role[]): Promise<Principal> {
  const name = wanted.join('+').toLowerCase();
  const email = `${crypto.randomUUID()}@people.example`;
  const invited = await owner.ask<{ inviteMember: { __typename: string } }>(INVITE, { input: { idempotencyKey: ApiClient.key(), email, roles: wanted } });
  if (invited.inviteMember.__typename !== 'MemberInvitation') throw new Error(`inviteMember: ${JSON.stringify(invited)}`);
  const letters = await until(async () => lettersTo(mailFolder, email), (found) => found.length === 2);
  const token = /^http\S+#(msi_\S+)$/m.exec(letters.join('\n'))![1]!;
  const code = /^(\d{6})$/m.exec(letters.join('\n'))![1]!;
  const input = { idempotencyKey: ApiClient.key(), token, code, name: 'Zhou', password: PASSWORD };
  const { data, text } = await nobody(market).ask(ACCEPT, { input });
  const session = data?.acceptInvitation as { accessToken?: string } | undefined;
  if (!session?.accessToken) throw new Error(`acceptInvitation: ${text}`);
  return new Principal(name, market.url, session.accessToken, { roles: wanted, scopes: null });
}

/** A key of the company with the rights of its owner, as far as its scopes go. */
export async function aKey(market: Market, owner: ApiClient, name: string, wanted: readonly Scope[]): Promise<Principal> {
  const input = { idempotencyKey: ApiClient.key(), name, scopes: wanted, roles: ['OWNER'], expiresAt: new Date(Date.now() + 864e5).toISOString() };
  const { createApiKey } = await owner.ask<{ createApiKey: { secret?: string } }>(KEY, { input });
  if (!createApiKey.secret) throw new Error(`createApiKey: ${JSON.stringify(createApiKey)}`);
  return new Principal(name, market.url, createApiKey.secret, { roles: ['OWNER'], scopes: wanted });
}

/** For every scope one key that has it alone, and one that has all others. */
export async function keysOf(market: Market, owner: ApiClient): Promise<Principal[]> {
  const made: Principal[] = [];
  for (const scope of scopes) {
    made.push(await aKey(market, owner, `key with ${scope} alone`, [scope]));
    made.push(await aKey(market, owner, `key with all but ${scope}`, scopes.filter((other) => other !== scope)));
  }
  return made;
}

/** A session that has signed out; its token has minutes to run. */
export async function whoSignedOut(market: Market): Promise<Principal> {
  const api = await market.person('leaver', '离开的公司');
  const token = api.bearer;
  await api.ask('mutation Out { signOut { __typename } }');
  const gone = new Principal('who signed out', market.url, token, null);
  await until(() => gone.ask('{ viewer { roles } }'), ({ data }) => data?.viewer === null, 3_000);
  return gone;
}

/** Staff of the platform in a company of its own. No door makes such people: whoever runs the house writes the role into the table. */
export async function aPlatformOperator(market: Market): Promise<Principal> {
  const api = await market.person('staff', '模享运营');
  const { viewer } = await api.ask<{ viewer: { company: { id: string } } }>('{ viewer { company { id } } }');
  await market.owner.query("update accounts.members set roles = '{PLATFORM_OPERATOR}' where company_id = $1", [viewer.company.id]);
  const staff = new Principal('platform operator', market.url, api.bearer, { roles: ['PLATFORM_OPERATOR'], scopes: null });
  await until(() => staff.ask('{ viewer { roles } }'), ({ data }) => JSON.stringify(data?.viewer) === '{"roles":["PLATFORM_OPERATOR"]}', 3_000);
  return staff;
}

/** The owner of a company who has given himself every role there is to give. */
export async function withEveryRole(market: Market, trade: RunningTrade): Promise<Principal> {
  const api = trade.floor.lin;
  const all = roles.filter((role) => role !== 'PLATFORM_OPERATOR');
  const { viewer } = await api.ask<{ viewer: { company: { members: { id: string; version: number }[] } } }>('{ viewer { company { members { id version } } } }');
  const { id, version } = viewer.company.members[0]!;
  await api.ask('mutation Change($input: ChangeMemberInput!) { changeMember(input: $input) { __typename } }', { input: { idempotencyKey: ApiClient.key(), memberId: id, version, roles: all } });
  await until(() => api.signIn(), (signedIn) => signedIn);
  return new Principal('other company, every role', market.url, api.bearer, { roles: all, scopes: null });
}

function lettersTo(folder: string, email: string): string[] {
  return readdirSync(folder).filter((name) => name.endsWith('.eml')).map((name) => readFileSync(join(folder, name), 'utf8')).filter((mail) => mail.includes(`To: ${email}\r\n`))
    .map((mail) => mail.slice(mail.indexOf('\r\n\r\n') + 4));
}
