import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { Machines, SaveMachine } from '../../generated/capacity/machines.js';
import type { MachinesQuery } from '../../generated/types.js';
import { Ask } from '../../components/desk/ask.js';
import { Field, Ticks } from '../../components/desk/field.js';
import { StateTag } from '../../components/signs/glyph.js';
import { EmptyNotice, ProblemNotice, Waiting } from '../../components/signs/notices.js';
import { useHouse, useViewer } from '../../lib/api/house.js';
import { useCommand } from '../../lib/api/use-command.js';
import { sizeText, workChoices } from '../../lib/format/format.view.js';
import { useWords } from '../../lib/words/use-words.js';

type Machine = MachinesQuery['machines'][number];

/** What the API reads as a decimal. */
const DECIMAL = '[0-9]{1,9}(\\.[0-9]{1,6})?';

/** The own machines: by these lots are matched. */
export default function MachinesPage() {
  const { i18n, language } = useWords();
  const { gateway } = useHouse();
  const { roles } = useViewer();
  const page = useQuery({ queryKey: ['machines'], queryFn: ({ signal }) => gateway.ask(Machines, {}, signal) });
  const [editing, setEditing] = useState<Machine | 'new' | null>(null);
  useEffect(() => { document.title = `${i18n.t('机床')} · 模享`; }, [i18n]);
  if (page.isError && !page.data) return <ProblemNotice problem={page.error} onRetry={() => void page.refetch()} />;
  if (!page.data) return <Waiting lines={8} />;
  const { machines, catalogue } = page.data;
  const mayChange = roles.some((role) => ['OWNER', 'PLANNER', 'MANAGER', 'SALES'].includes(role));
  const processes = workChoices(catalogue.processes, language);
  return (
    <div className="page-stack">
      <header className="spread"><h1>{i18n.t('机床')} <span className="soft num">{machines.length}</span></h1>{mayChange && <button type="button" className="solid-button" data-testid="machine-new" onClick={() => setEditing('new')}>{i18n.t('加一台机床')}</button>}</header>
      {machines.length === 0 ? <EmptyNotice title={i18n.t('还没有登记机床')}><p className="soft">{i18n.t('登记后，只有真正做得了的任务才会推给您，排名也更靠前。')}</p></EmptyNotice> : (
        <section className="panel page-scroll">
          <table className="plain-table">
            <thead><tr><th scope="col">{i18n.t('机床名称')}</th><th scope="col">{i18n.t('工艺')}</th><th scope="col">{i18n.t('最大工件')}</th><th scope="col" className="end">{i18n.t('承重 kg')}</th><th scope="col" className="end">{i18n.t('精度 ± mm')}</th><th scope="col" className="end">{i18n.t('硬度 HRC')}</th><th scope="col" className="end">{i18n.t('小时/天')}</th><th scope="col">{i18n.t('状态')}</th><th scope="col" /></tr></thead>
            <tbody>
              {machines.map((machine) => (
                <tr key={machine.id} data-testid="machine">
                  <th scope="row">{machine.name}</th><td className="small soft">{machine.processes.join(' · ')}</td><td className="num">{sizeText(machine.maxSize) ?? '—'}</td><td className="end num">{machine.maxMassKg ?? '—'}</td><td className="end num">{machine.toleranceMm ?? '—'}</td><td className="end num">{machine.maxHardnessHrc ?? '—'}</td>
                  <td className="end num">{machine.hoursPerDay}</td><td>{machine.active ? <StateTag sign="done">{i18n.t('在用')}</StateTag> : <StateTag sign="draft">{i18n.t('停用')}</StateTag>}</td><td className="end">{mayChange && <button type="button" className="text-button" onClick={() => setEditing(machine)}>{i18n.t('修改')}</button>}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
      {editing !== null && <Edit key={editing === 'new' ? 'new' : editing.id} machine={editing === 'new' ? null : editing} processes={processes} onClose={() => setEditing(null)} reload={() => void page.refetch()} />}
    </div>
  );
}

function Edit({ machine, processes, onClose, reload }: { machine: Machine | null; processes: readonly (readonly [string, string])[]; onClose: () => void; reload: () => void }) {
  const { i18n } = useWords();
  const { gateway } = useHouse();
  const command = useCommand();
  const [form, setForm] = useState({
    name: machine?.name ?? '', lengthMm: machine?.maxSize.lengthMm ?? '', widthMm: machine?.maxSize.widthMm ?? '', heightMm: machine?.maxSize.heightMm ?? '', maxMassKg: machine?.maxMassKg ?? '', toleranceMm: machine?.toleranceMm ?? '', maxHardnessHrc: machine?.maxHardnessHrc ?? '',
    hoursPerDay: machine?.hoursPerDay ?? '16', processes: machine?.processes ?? [], active: machine?.active ?? true,
  });
  const field = (name: Exclude<keyof typeof form, 'processes' | 'active'>, path: string = name) => ({ id: `machine-${name}`, value: form[name], wrong: command.fields[path] ?? null, ...(name === 'name' ? {} : { inputMode: 'decimal' as const, pattern: DECIMAL, title: i18n.t('如 12.5') }), onChange: ({ target }: { target: HTMLInputElement }) => setForm({ ...form, [name]: target.value }) });
  const orNull = (text: string) => (text.trim() === '' ? null : text.trim());
  const save = async () => {
    const input = {
      machineId: machine?.id ?? null, version: machine?.version ?? null, name: orNull(form.name), processes: [...form.processes], maxSize: { lengthMm: orNull(form.lengthMm), widthMm: orNull(form.widthMm), heightMm: orNull(form.heightMm), diameterMm: machine?.maxSize.diameterMm ?? null },
      maxMassKg: orNull(form.maxMassKg), toleranceMm: orNull(form.toleranceMm), maxHardnessHrc: orNull(form.maxHardnessHrc), hoursPerDay: orNull(form.hoursPerDay), active: form.active,
    };
    if (await command.run(input, 'Machine', async (idempotencyKey) => (await gateway.ask(SaveMachine, { input: { ...input, idempotencyKey } })).saveMachine) !== null) { reload(); onClose(); }
  };
  return (
    <Ask open title={machine === null ? i18n.t('加一台机床') : machine.name} confirm={i18n.t('保存')} busy={command.busy} ready={form.name.trim() !== '' && form.processes.length > 0} onConfirm={() => void save()} onClose={onClose} testId="machine-ask">
      <div className="desk-form">
        <Field label={i18n.t('机床名称')} required maxLength={100} {...field('name')} />
        <div className="pair"><Field label={i18n.t('最大长 mm')} {...field('lengthMm', 'maxSize.lengthMm')} /><Field label={i18n.t('最大宽 mm')} {...field('widthMm', 'maxSize.widthMm')} /><Field label={i18n.t('最大高 mm')} {...field('heightMm', 'maxSize.heightMm')} /></div>
        <div className="pair"><Field label={i18n.t('承重 kg')} {...field('maxMassKg')} /><Field label={i18n.t('精度 ± mm')} {...field('toleranceMm')} /><Field label={i18n.t('硬度 HRC')} {...field('maxHardnessHrc')} /></div>
        <Field label={i18n.t('小时/天')} {...field('hoursPerDay')} />
        <Ticks label={i18n.t('工艺')} choices={processes} chosen={form.processes} onChange={(next) => setForm({ ...form, processes: next })} />
        <label className="row"><input type="checkbox" checked={form.active} onChange={({ target }) => setForm({ ...form, active: target.checked })} /> {i18n.t('在用')}</label>
      </div>
      {command.message !== null && <p className="trouble" role="alert">{command.message}{command.fields.processes !== undefined && ` ${command.fields.processes}`}</p>}
      {command.problem !== null && <ProblemNotice problem={command.problem} />}
    </Ask>
  );
}
