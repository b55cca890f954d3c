import { useMutation, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { Machines, SaveMachine } from '../../generated/capacity/machines.js';
import type { ShopMachineFragment } from '../../generated/types.js';
import { BigButton, ChoiceButton, Field } from '../../components/phone/kit.js';
import { EmptyNotice, ProblemNotice, Waiting } from '../../components/signs/notices.js';
import { useHouse } from '../../lib/api/house.js';
import { newKey } from '../../lib/api/one-at-a-time.js';
import { useProcesses } from '../../lib/api/process-names.js';
import { useWords } from '../../lib/words/use-words.js';
import { draftOf, inputOf, MOST_PROCESSES, problemsByField, wrongFields, type DraftField, type MachineDraft } from './machine-form.view.js';

/** Buying is done on no machine. */
const BUYING = 'BUY';

/** One machine, new or known: what it does, how large, how heavy, how fine. */
export default function MachinePage() {
  const { i18n } = useWords();
  const { machineId } = useParams({ strict: false }) as { machineId: string };
  const { gateway } = useHouse();
  const page = useQuery({ queryKey: ['machines'], queryFn: ({ signal }) => gateway.ask(Machines, {}, signal) });
  if (machineId === 'new') return <MachineForm machine={null} />;
  if (page.isError && !page.data) return <ProblemNotice problem={page.error} onRetry={() => void page.refetch()} />;
  if (!page.data) return <Waiting lines={8} />;
  const machine = page.data.machines.find(({ id }) => id === machineId);
  if (machine === undefined) return <EmptyNotice title={i18n.t('没有这台机床')}><Link to="/m/capacity">{i18n.t('我的机床')}</Link></EmptyNotice>;
  return <MachineForm key={`${machine.id} ${machine.version}`} machine={machine} />;
}

function MachineForm({ machine }: { machine: ShopMachineFragment | null }) {
  const { i18n } = useWords();
  const { gateway, queries } = useHouse();
  const navigate = useNavigate();
  const processes = useProcesses();
  const [draft, setDraft] = useState<MachineDraft>(() => draftOf(machine));
  const [pressed, setPressed] = useState(false);
  const intention = useRef({ of: '', key: '' });
  const save = useMutation({
    mutationFn: async () => {
      const of = JSON.stringify(draft);
      if (intention.current.of !== of) intention.current = { of, key: newKey() };
      return (await gateway.ask(SaveMachine, { input: inputOf(intention.current.key, machine, draft) })).saveMachine;
    },
    onSuccess: async (answer) => {
      if (answer.__typename === 'InputRefused') return;
      await queries.invalidateQueries({ queryKey: ['machines'] });
      if (answer.__typename === 'Machine') void navigate({ to: '/m/capacity' });
    },
  });
  const answer = save.data;
  const told = answer?.__typename === 'InputRefused' ? problemsByField(answer.problems) : [];
  const wrong = pressed ? wrongFields(draft) : [];
  const problem = (field: DraftField): string | null => told.find((one) => one.field === field)?.message ?? (wrong.includes(field) ? (field === 'name' ? i18n.t('请填名称') : field === 'processes' ? i18n.t('请至少选一个工艺') : i18n.t('请填数字，例如 0.01')) : null);
  const set = (next: Partial<MachineDraft>) => setDraft({ ...draft, ...next });
  const number = (field: 'lengthMm' | 'widthMm' | 'heightMm' | 'massKg' | 'toleranceMm' | 'hardnessHrc' | 'hoursPerDay', label: string) => (
    <Field id={field} label={label} inputMode="decimal" value={draft[field]} problem={problem(field)} onChange={(event) => set({ [field]: event.target.value })} />
  );
  const toggle = (code: string) => set({ processes: draft.processes.includes(code) ? draft.processes.filter((one) => one !== code) : [...draft.processes, code].slice(0, MOST_PROCESSES) });
  return (
    <form className="phone-form machine-form" onSubmit={(event) => { event.preventDefault(); setPressed(true); if (wrongFields(draft).length === 0) save.mutate(); }}>
      <h1>{machine === null ? i18n.t('加一台机床') : machine.name}</h1>
      <Field id="machine-name" label={i18n.t('车间里怎么叫它')} value={draft.name} maxLength={100} problem={problem('name')} onChange={(event) => set({ name: event.target.value })} />
      <fieldset className="plain-set">
        <legend>{i18n.t('行程 mm')}</legend>
        <div className="three">{number('lengthMm', i18n.t('长'))}{number('widthMm', i18n.t('宽'))}{number('heightMm', i18n.t('高'))}</div>
      </fieldset>
      <div className="two">{number('massKg', i18n.t('承重 kg'))}{number('toleranceMm', i18n.t('精度 ± mm'))}</div>
      <div className="two">{number('hardnessHrc', i18n.t('最硬 HRC'))}{number('hoursPerDay', i18n.t('每天开几小时'))}</div>
      <fieldset className="plain-set">
        <legend>{i18n.t('能做的工艺（最多 {n} 个）', { n: MOST_PROCESSES })}</legend>
        <div className="bid-choices">{processes.filter(({ code }) => code !== BUYING).map(({ code, name }) => <ChoiceButton key={code} aria-pressed={draft.processes.includes(code)} onClick={() => toggle(code)}>{name}</ChoiceButton>)}</div>
        {problem('processes') !== null && <p className="field-problem" role="alert">{problem('processes')}</p>}
      </fieldset>
      {machine !== null && <label className="switch"><input type="checkbox" checked={draft.active} onChange={(event) => set({ active: event.target.checked })} />{i18n.t('在用，可以接活')}</label>}
      {save.isError && <ProblemNotice problem={save.error} />}
      {answer && answer.__typename !== 'Machine' && <p className="field-problem" role="alert">{answer.message} {told.filter(({ field }) => field === null).map(({ message }) => message).join(' ')}</p>}
      <BigButton type="submit" disabled={save.isPending} data-testid="save-machine">{i18n.t('保存')}</BigButton>
    </form>
  );
}
