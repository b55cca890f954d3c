import { useQuery } from '@tanstack/react-query';
import { useEffect, useState, type FormEvent } from 'react';
import { ApiKeys, CreateApiKey, RevokeApiKey } from '../../generated/api-keys/api-keys.js';
import type { ApiKeysQuery, Scope } from '../../generated/types.js';
import { Ask } from '../../components/desk/ask.js';
import { Field, Ticks } from '../../components/desk/field.js';
import { StateTag } from '../../components/signs/glyph.js';
import { Icon } from '../../components/signs/icon.js';
import { EmptyNotice, ProblemNotice, Waiting } from '../../components/signs/notices.js';
import { useHouse, useViewer } from '../../lib/api/house.js';
import { useCommand } from '../../lib/api/use-command.js';
import { dayText, localDay } from '../../lib/format/format.view.js';
import { useWords } from '../../lib/words/use-words.js';
import { endedAt, expiryOf, keyStanding } from './api-key.view.js';

type Key = ApiKeysQuery['apiKeys'][number];
const SCOPES: readonly Scope[] = ['COMPANY_READ', 'COMPANY_WRITE', 'MOULDS_READ', 'MOULDS_WRITE', 'TENDERS_READ', 'TENDERS_WRITE', 'BIDS_READ', 'BIDS_WRITE', 'AWARDS_WRITE', 'ORDERS_READ', 'ORDERS_WRITE', 'PROGRESS_READ', 'PROGRESS_WRITE'];

/** Keys for programs: shown once, scoped, revocable. */
export default function ApiKeysPage() {
  const { i18n, language } = useWords();
  const { gateway, live } = useHouse();
  const { roles } = useViewer();
  const owner = roles.includes('OWNER');
  const page = useQuery({ queryKey: ['api-keys'], enabled: owner, queryFn: ({ signal }) => gateway.ask(ApiKeys, {}, signal) });
  const [ending, setEnding] = useState<Key | null>(null);
  useEffect(() => { document.title = `${i18n.t('API 密钥')} · 模享`; }, [i18n]);
  if (!owner) return <EmptyNotice title={i18n.t('密钥由老板管理')}><p className="soft">{i18n.t('密钥能代公司做事，所以只有老板能制作和作废。')}</p></EmptyNotice>;
  if (page.isError && !page.data) return <ProblemNotice problem={page.error} onRetry={() => void page.refetch()} />;
  if (!page.data) return <Waiting lines={6} />;
  const now = live.serverNow() ?? Date.now();
  const day = (instant: string | null) => (instant === null ? '—' : dayText(localDay(instant), language, localDay(new Date(now).toISOString())));
  return (
    <div className="page-stack">
      <header className="spread"><h1>{i18n.t('API 密钥')}</h1><a href="/graphiql">{i18n.t('在线查询 GraphQL')}</a></header>
      <NewKey nowMs={now} reload={() => void page.refetch()} />
      <section className="panel page-scroll">
        {page.data.apiKeys.length === 0 ? <EmptyNotice title={i18n.t('还没有密钥')} /> : (
          <table className="plain-table">
            <thead><tr><th scope="col">{i18n.t('密钥名称')}</th><th scope="col">{i18n.t('开头')}</th><th scope="col">{i18n.t('范围')}</th><th scope="col">{i18n.t('制作日期')}</th><th scope="col">{i18n.t('最近使用')}</th><th scope="col">{i18n.t('到期')}</th><th scope="col">{i18n.t('状态')}</th><th scope="col" /></tr></thead>
            <tbody>
              {page.data.apiKeys.map((key) => {
                const standing = keyStanding(key, now);
                return (
                  <tr key={key.id} data-testid="api-key">
                    <th scope="row">{key.name}</th><td><code className="mono">{key.prefix}…</code></td><td className="small soft" title={key.scopes.join(', ')}>{i18n.t('{n} 项权限', { n: key.scopes.length })}</td><td className="num">{day(key.createdAt)}</td><td className="num">{day(key.lastUsedAt)}</td><td className="num">{day(endedAt(key))}</td>
                    <td>{standing === 'WORKS' ? <StateTag sign="done">{i18n.t('有效')}</StateTag> : standing === 'ENDING' ? <StateTag sign="risk">{i18n.t('即将作废')}</StateTag> : <StateTag sign="draft">{i18n.t('已结束')}</StateTag>}</td>
                    <td className="end">{standing !== 'ENDED' && <button type="button" className="text-button" onClick={() => setEnding(key)}>{i18n.t('作废密钥')}</button>}</td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        )}
      </section>
      {ending !== null && <End key={ending.id} apiKey={ending} onClose={() => setEnding(null)} reload={() => void page.refetch()} />}
    </div>
  );
}

function NewKey({ nowMs, reload }: { nowMs: number; reload: () => void }) {
  const { i18n } = useWords();
  const { gateway } = useHouse();
  const command = useCommand();
  const [name, setName] = useState('');
  const [days, setDays] = useState('90');
  const [scopes, setScopes] = useState<Scope[]>(['MOULDS_READ', 'TENDERS_READ', 'ORDERS_READ']);
  const [made, setMade] = useState<{ name: string; secret: string | null } | null>(null);
  const [copied, setCopied] = useState(false);
  const words: Readonly<Record<Scope, string>> = {
    COMPANY_READ: i18n.t('读公司'), COMPANY_WRITE: i18n.t('改公司资料和机床'), MOULDS_READ: i18n.t('读模具零件'), MOULDS_WRITE: i18n.t('改模具零件、传文件'), TENDERS_READ: i18n.t('读询价'), TENDERS_WRITE: i18n.t('发布和撤销询价'), BIDS_READ: i18n.t('读受邀标的和自己的报价'), BIDS_WRITE: i18n.t('代公司报价'),
    AWARDS_WRITE: i18n.t('定标和接单'), ORDERS_READ: i18n.t('读订单送货'), ORDERS_WRITE: i18n.t('收发货'), PROGRESS_READ: i18n.t('读工序检验'), PROGRESS_WRITE: i18n.t('报工和检验'),
  };
  const make = async (event: FormEvent) => {
    event.preventDefault();
    setMade(null);
    setCopied(false);
    const done = await command.run({ name, scopes, days }, 'ApiKeyCreated', async (idempotencyKey) => (await gateway.ask(CreateApiKey, { input: { idempotencyKey, name: name.trim(), scopes, expiresAt: expiryOf(nowMs, Number(days)) } })).createApiKey);
    if (done !== null) { setMade({ name: done.apiKey.name, secret: done.secret }); setName(''); reload(); }
  };
  return (
    <form className="panel page-panel" onSubmit={(event) => void make(event)} data-testid="key-form">
      <h2>{i18n.t('制作密钥')}</h2>
      <div className="desk-form">
        <div className="pair">
          <Field id="key-name" label={i18n.t('密钥名称')} required maxLength={100} hint={i18n.t('如 ERP 同步')} value={name} wrong={command.fields.name ?? null} onChange={({ target }) => setName(target.value)} />
          <Field label={i18n.t('有效期')}><select id="key-days" value={days} onChange={({ target }) => setDays(target.value)}>{['30', '90', '180', '365'].map((n) => <option key={n} value={n}>{i18n.t('{n} 天', { n: Number(n) })}</option>)}</select></Field>
        </div>
        <Ticks label={i18n.t('能做什么（不能管人和密钥）')} choices={SCOPES.map((scope) => [scope, words[scope]] as const)} chosen={scopes} onChange={setScopes} />
      </div>
      {command.message !== null && <p className="trouble" role="alert">{command.message} {Object.values(command.fields).join(' ')}</p>}
      {command.problem !== null && <ProblemNotice problem={command.problem} />}
      <div aria-live="polite" className="page-stack">
        {made !== null && made.secret !== null && <p className="secret" data-testid="key-secret"><span>{i18n.t('「{name}」的密钥，只显示这一次：', { name: made.name })}</span><code className="mono">{made.secret}</code><button type="button" className="plain-button row" onClick={() => void navigator.clipboard?.writeText(made.secret!).then(() => setCopied(true), () => undefined)}><Icon name="copy" size={14} /> {copied ? i18n.t('已复制') : i18n.t('复制')}</button><button type="button" className="text-button" onClick={() => setMade(null)}>{i18n.t('我存好了')}</button></p>}
        {made !== null && made.secret === null && <p className="trouble">{i18n.t('密钥已经做好，但只能显示一次；请作废后重新制作。')}</p>}
      </div>
      <p><button type="submit" className="solid-button" disabled={command.busy || scopes.length === 0 || name.trim() === ''}>{i18n.t('制作')}</button></p>
    </form>
  );
}

function End({ apiKey, onClose, reload }: { apiKey: Key; onClose: () => void; reload: () => void }) {
  const { i18n } = useWords();
  const { gateway } = useHouse();
  const command = useCommand();
  const [grace, setGrace] = useState('0');
  const end = async () => {
    const input = { apiKeyId: apiKey.id, graceMinutes: Number(grace) };
    if (await command.run(input, 'ApiKey', async (idempotencyKey) => (await gateway.ask(RevokeApiKey, { input: { ...input, idempotencyKey } })).revokeApiKey) !== null) { reload(); onClose(); }
  };
  return (
    <Ask open title={i18n.t('作废「{name}」', { name: apiKey.name })} confirm={i18n.t('作废密钥')} busy={command.busy} onConfirm={() => void end()} onClose={onClose} testId="key-ask">
      <Field label={i18n.t('什么时候')}><select id="key-grace" value={grace} onChange={({ target }) => setGrace(target.value)}><option value="0">{i18n.t('马上')}</option><option value="60">{i18n.t('1 小时后，先换上新的')}</option><option value="1440">{i18n.t('24 小时后，先换上新的')}</option></select></Field>
      {command.message !== null && <p className="trouble" role="alert">{command.message}</p>}
      {command.problem !== null && <ProblemNotice problem={command.problem} />}
    </Ask>
  );
}
