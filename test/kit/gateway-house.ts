import type { AddressInfo } from 'node:net';
import { Global, Module as NestModule } from '@nestjs/common';
import type { Actor, Operation } from '#contracts';
import { houseRules } from '#contracts/policy-table';
import { Problem, newId } from '#kernel';
import { checkSettings } from '#platform/config';
import { bootProcess, platformModule } from '#platform/process';
import { Rpc } from '#platform/rpc';
import { aDatabase, TEST_SECRET } from '#testing';
import { AccountsModule } from '../../apps/gateway/src/accounts/index.js';
import { demoOf, gatewaySettings } from '../../apps/gateway/src/settings.js';
import { entities } from '../../apps/gateway/src/database/entities.js';
import { migrations } from '../../apps/gateway/src/database/migrations/index.js';
import { EdgeModule, type EdgeSettings } from '../../apps/gateway/src/graphql/index.js';
import { WEB_FILES } from '../../apps/gateway/src/graphql/pages/web-app.controller.js';
import type { WebFile } from '../../apps/gateway/src/graphql/pages/web-app.storage.js';
import { MailInHand, PASSWORD } from './accounts-house.js';

/** What a stubbed service answers; a Problem thrown here is one that the service answered with. */
export type Answers = Partial<Record<string, (input: never, actor: Actor) => unknown>>;

export interface Answer {
  status: number;
  headers: Headers;
  data: Record<string, unknown> | null | undefined;
  errors?: { message: string; path?: (string | number)[]; extensions: { code: string; requestId: string } }[];
  text: string;
}

class Module {}

/** Gives the pages of a spec to the gateway, instead of those that may have been built. */
@Global()
@NestModule({})
class Pages {}

/** The whole gateway on a port and a database of its own; the services behind it answer what the spec says. */
export async function aGateway(given: Partial<EdgeSettings> = {}, environment: Record<string, string> = {}, files: ReadonlyMap<string, WebFile> = new Map()) {
  const db = await aDatabase('gateway');
  const { settings } = checkSettings(gatewaySettings, { NODE_ENV: 'test', MOULDSHARE_SECRET: TEST_SECRET, DATABASE_URL: db.url, ...environment });
  const mail = new MailInHand();
  const edge: EdgeSettings = {
    production: false, publicUrl: settings.PUBLIC_URL, liveUrl: settings.PUBLIC_LIVE_URL, filesUrl: settings.PUBLIC_FILES_URL,
    maxDepth: settings.GRAPHQL_MAX_DEPTH, maxAliases: settings.GRAPHQL_MAX_ALIASES, maxTokens: settings.GRAPHQL_MAX_TOKENS,
    maxDirectives: settings.GRAPHQL_MAX_DIRECTIVES, maxObjects: settings.GRAPHQL_MAX_OBJECTS, pointsPerHour: { key: 0, session: 0, member: 0, company: 0, address: 0 }, ...given,
  };
  const accounts = AccountsModule.with({
    secret: TEST_SECRET, publicUrl: settings.PUBLIC_URL, accessSeconds: 300, refreshDays: 14, wrongSignInsPerAddress: 10_000, registrationsPerAddress: 10_000, demo: demoOf(settings),
  }, mail);
  const module = { module: Module, imports: [platformModule({ service: 'gateway', settings, entities, migrations, rules: houseRules }), EdgeModule.with(edge, accounts), { module: Pages, providers: [{ provide: WEB_FILES, useValue: files }], exports: [WEB_FILES] }] };
  const { app, close } = await bootProcess({ name: 'gateway', module, settings, httpPort: 0, rpcPort: null });
  const url = `http://127.0.0.1:${(app.getHttpServer().address() as AddressInfo).port}`;
  const answers: Answers = {};
  const calls: { operation: string; input: Record<string, unknown>; actor: Actor }[] = [];
  const rpc = app.get(Rpc, { strict: false });
  rpc.call = async <I extends object, O>(op: Operation<I, O>, actor: Actor, input: I): Promise<O> => {
    calls.push({ operation: op.name, input: JSON.parse(JSON.stringify(input)) as Record<string, unknown>, actor });
    const answer = answers[op.name];
    if (answer === undefined) throw new Problem('UNAVAILABLE', `${op.name} has no answer in this spec.`);
    return JSON.parse(JSON.stringify(await answer(input as never, actor))) as O;
  };

  const post = async (body: string | object, headers: Record<string, string> = {}): Promise<Answer> => {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: typeof body === 'string' ? body : JSON.stringify(body),
    });
    const text = await response.text();
    let parsed: Partial<Answer> = {};
    try {
      parsed = JSON.parse(text) as Partial<Answer>;
    } catch {
      // Then the text is all there is.
    }
    return { status: response.status, headers: response.headers, data: parsed.data, errors: parsed.errors, text };
  };
  const ask = (query: string, variables: object = {}, token?: string, headers: Record<string, string> = {}): Promise<Answer> =>
    post({ query, variables }, { ...(token === undefined ? {} : { authorization: `Bearer ${token}` }), ...headers });

  return {
    app, url, db, mail, answers, calls, post, ask,
    async registered(name = 'Lin'): Promise<{ token: string; refreshToken: string; companyId: string; email: string }> {
      const email = `${newId('user').slice(4)}@yonghe.example`;
      const { data, text } = await ask(
        `mutation R($input: RegisterInput!) { register(input: $input) { __typename ... on Session { accessToken refreshToken viewer { company { id } } } } }`,
        { input: { idempotencyKey: newId('request'), name, email, password: PASSWORD, companyName: 'Yonghe Mould', locale: 'en' } },
      );
      const session = data?.register as { accessToken: string; refreshToken: string; viewer: { company: { id: string } } } | undefined;
      if (!session?.accessToken) throw new Error(text);
      return { token: session.accessToken, refreshToken: session.refreshToken, companyId: session.viewer.company.id, email };
    },
    async close(): Promise<void> {
      await close();
      await db.close();
    },
  };
}
