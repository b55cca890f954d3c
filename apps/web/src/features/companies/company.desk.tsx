import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useState, type FormEvent } from 'react';
import { CompanyProfile, UpdateCompany } from '../../generated/companies/companies.js';
import type { CompanyProfileQuery, OwnCompanyFragment } from '../../generated/types.js';
import { Field, Ticks } from '../../components/desk/field.js';
import { StateTag } from '../../components/signs/glyph.js';
import { ProblemNotice, Waiting } from '../../components/signs/notices.js';
import { oneOf } from '../../lib/address/address.view.js';
import { useHouse } from '../../lib/api/house.js';
import { useCommand } from '../../lib/api/use-command.js';
import { workChoices } from '../../lib/format/format.view.js';
import { useWords } from '../../lib/words/use-words.js';
import { Members } from './members.desk.js';

/** What the API reads as a decimal. */
const PLACE = '-?[0-9]{1,3}(\\.[0-9]{1,6})?';

/** The own company: its face, and its people. */
export default function CompanyPage() {
  const { i18n } = useWords();
  const { gateway } = useHouse();
  const { tab: asked } = useSearch({ strict: false }) as { tab?: string };
  const tab = oneOf(asked, ['profile', 'members'], 'profile');
  const navigate = useNavigate();
  const page = useQuery({ queryKey: ['company'], queryFn: ({ signal }) => gateway.ask(CompanyProfile, {}, signal) });
  useEffect(() => { document.title = `${i18n.t('公司')} · 模享`; }, [i18n]);
  if (page.isError && !page.data) return <ProblemNotice problem={page.error} onRetry={() => void page.refetch()} />;
  if (!page.data?.viewer) return <Waiting lines={8} />;
  const { viewer, catalogue } = page.data;
  const tabs = [['profile', i18n.t('资料')], ['members', i18n.t('成员')]] as const;
  return (
    <div className="page-stack">
      <header className="spread"><h1>{viewer.company.name}</h1><div role="group" aria-label={i18n.t('显示什么')} className="tabs">{tabs.map(([key, word]) => <button key={key} type="button" aria-pressed={tab === key} data-testid={`company-tab-${key}`} onClick={() => void navigate({ to: '.', search: { tab: key }, replace: true })}>{word}{key === 'members' && <> <span className="num">{viewer.company.members.length}</span></>}</button>)}</div></header>
      {tab === 'profile'
        ? <Profile key={viewer.company.id} company={viewer.company} processes={catalogue.processes} mayChange={viewer.roles.some((role) => ['OWNER', 'MANAGER', 'SALES'].includes(role))} reload={() => void page.refetch()} />
        : <Members company={viewer.company} owner={viewer.roles.includes('OWNER')} me={viewer.user?.id ?? null} reload={() => void page.refetch()} />}
    </div>
  );
}

function Profile({ company, processes, mayChange, reload }: { company: OwnCompanyFragment; processes: CompanyProfileQuery['catalogue']['processes']; mayChange: boolean; reload: () => void }) {
  const { i18n, language } = useWords();
  const { gateway } = useHouse();
  const command = useCommand();
  const [saved, setSaved] = useState(false);
  const [form, setForm] = useState({ name: company.name, registrationNo: company.registrationNo ?? '', town: company.town ?? '', timeZone: company.timeZone, latitude: company.latitude ?? '', longitude: company.longitude ?? '', processes: company.processes });
  const field = (name: Exclude<keyof typeof form, 'processes'>) => ({ id: `company-${name}`, value: form[name], disabled: !mayChange, wrong: command.fields[name] ?? null, onChange: ({ target }: { target: HTMLInputElement }) => { setSaved(false); setForm({ ...form, [name]: target.value }); } });
  const orNull = (text: string) => (text.trim() === '' ? null : text.trim());
  const save = async (event: FormEvent) => {
    event.preventDefault();
    const input = { version: company.version, name: orNull(form.name), registrationNo: orNull(form.registrationNo), town: orNull(form.town), timeZone: orNull(form.timeZone), latitude: orNull(form.latitude), longitude: orNull(form.longitude), processes: [...form.processes] };
    const done = await command.run(input, 'Company', async (idempotencyKey) => (await gateway.ask(UpdateCompany, { input: { ...input, idempotencyKey } })).updateCompany);
    if (done !== null) setSaved(true);
    // Whoever came too late goes on from what stands now, with what was typed.
    reload();
  };
  return (
    <form className="panel page-panel" onSubmit={(event) => void save(event)} data-testid="company-form">
      <p className="row">{company.status === 'OPEN' ? <StateTag sign="done">{i18n.t('可以买卖')}</StateTag> : company.status === 'PENDING' ? <StateTag sign="risk">{i18n.t('资料待核实，额度有限')}</StateTag> : <StateTag sign="stopped">{i18n.t('已停用')}</StateTag>}<span className="soft small">{i18n.t('别的公司看得到名称、地区和工艺；坐标只用来算距离。')}</span></p>
      <div className="desk-form">
        <div className="pair"><Field label={i18n.t('公司名称')} required maxLength={200} {...field('name')} /><Field label={i18n.t('统一社会信用代码')} maxLength={40} {...field('registrationNo')} /></div>
        <div className="pair"><Field label={i18n.t('地区')} maxLength={100} hint={i18n.t('如 台州黄岩')} {...field('town')} /><Field label={i18n.t('时区')} maxLength={64} {...field('timeZone')} /></div>
        <div className="pair"><Field label={i18n.t('纬度')} inputMode="decimal" pattern={PLACE} title={i18n.t('如 28.65')} {...field('latitude')} /><Field label={i18n.t('经度')} inputMode="decimal" pattern={PLACE} title={i18n.t('如 28.65')} {...field('longitude')} /></div>
        <Ticks label={i18n.t('可以承接的工艺')} disabled={!mayChange} choices={workChoices(processes, language)} chosen={form.processes} onChange={(next) => { setSaved(false); setForm({ ...form, processes: next }); }} />
      </div>
      {command.message !== null && <p className="trouble" role="alert">{command.message}</p>}
      {command.problem !== null && <ProblemNotice problem={command.problem} />}
      <p className="row" aria-live="polite">{mayChange ? <button type="submit" className="solid-button" disabled={command.busy}>{i18n.t('保存')}</button> : <span className="soft">{i18n.t('资料由老板、经理或业务修改。')}</span>}{saved && <StateTag sign="done">{i18n.t('已保存')}</StateTag>}</p>
    </form>
  );
}
