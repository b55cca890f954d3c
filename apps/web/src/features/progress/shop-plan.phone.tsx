import { useEffect, useState } from 'react';
import { PlanOperations } from '../../generated/progress/shop-plan.js';
import { BigButton, ChoiceButton, Field } from '../../components/phone/kit.js';
import { Glyph } from '../../components/signs/glyph.js';
import { ProblemNotice } from '../../components/signs/notices.js';
import { useHouse, useViewer } from '../../lib/api/house.js';
import { useProcessNames } from '../../lib/api/process-names.js';
import { useCommand } from '../../lib/api/use-command.js';
import { dayText, localDay } from '../../lib/format/format.view.js';
import { useWords } from '../../lib/words/use-words.js';
import { endOfDay, planSteps, proposedDays, wrongDays } from './shop-plan.view.js';
import type { ShopOperation } from './shop-line.view.js';

/** Until when each operation is to be done, as the shop means it: proposed back from the promise, changed by the day. The buyer sees it beside what happens. */
export function PlanCard({ operations, promisedDate }: { operations: readonly ShopOperation[]; promisedDate: string }) {
  const { i18n, language } = useWords();
  const { roles } = useViewer();
  const steps = planSteps(operations);
  if (steps.length === 0 || !roles.some((role) => role === 'OWNER' || role === 'MANAGER' || role === 'PLANNER')) return null;
  const planned = steps.filter(({ day }) => day !== null);
  const last = planned.map(({ day }) => day!).sort().at(-1);
  return (
    <details className="card shop-plan" data-testid="shop-plan">
      <summary className="spread"><b>{i18n.t('排产')}</b><span className="soft num">{last === undefined ? i18n.t('还没有排') : planned.length < steps.length ? i18n.t('已排 {n} / {all} 道', { n: planned.length, all: steps.length }) : i18n.t('排到 {day}', { day: dayText(last, language) })}</span></summary>
      <PlanForm key={steps.map(({ seq, day }) => `${seq} ${day}`).join()} steps={steps} promisedDate={promisedDate} />
    </details>
  );
}

function PlanForm({ steps, promisedDate }: { steps: ReturnType<typeof planSteps>; promisedDate: string }) {
  const { i18n, language } = useWords();
  const { gateway, live, queries } = useHouse();
  const processName = useProcessNames();
  const command = useCommand();
  const today = localDay(new Date(live.serverNow() ?? Date.now()).toISOString());
  const proposed = proposedDays(steps.length, promisedDate, today);
  const [days, setDays] = useState<readonly (string | null)[]>(() => (steps.every(({ day }) => day === null) ? proposed : steps.map(({ day }) => day)));
  const [saved, setSaved] = useState(false);
  useEffect(() => { if (command.message !== null) setSaved(false); }, [command.message]);
  const wrong = new Set(wrongDays(days, today));
  const after = days.some((day) => day !== null && day > promisedDate);
  const set = (next: readonly (string | null)[]) => { setDays(next); setSaved(false); command.forget(); };
  const changed = steps.flatMap(({ runIds, day }, i) => (day === days[i] ? [] : [{ runIds: [...runIds], plannedEnd: days[i] ? endOfDay(days[i]!) : null, place: i }]));
  const save = async () => {
    const input = changed.map(({ runIds, plannedEnd }) => ({ runIds, plannedEnd }));
    const done = await command.run(input, 'OperationsPlanned', async (idempotencyKey) => (await gateway.ask(PlanOperations, { input: { idempotencyKey, steps: input } })).planOperations);
    if (done === null) return;
    setSaved(true);
    await Promise.all([queries.invalidateQueries({ queryKey: ['traveller'] }), queries.invalidateQueries({ queryKey: ['shop-work'] })]);
  };
  const refusal = (i: number) => command.fields[`steps.${changed.findIndex(({ place }) => place === i)}.plannedEnd`];
  return (
    <form className="sheet-form" onSubmit={(event) => { event.preventDefault(); if (wrong.size === 0 && changed.length > 0) void save(); }}>
      <p className="soft small">{i18n.t('每道工序做到哪天为止。甲方能对着实际进度看到；可以随时改。')}</p>
      <div className="plan-days">
        {steps.map(({ seq, process }, i) => (
          <Field key={seq} id={`plan-${seq}`} type="date" min={today} label={<><span className="num soft">{seq}</span> {processName(process)}</>} value={days[i] ?? ''} onChange={({ target }) => set(days.map((day, at) => (at === i ? target.value || null : day)))}
            problem={wrong.has(i) ? i18n.t('不能早于前一道工序，也不能早于今天') : refusal(i) ?? null} data-testid="plan-day" />
        ))}
      </div>
      {after && <p className="band risk" role="status"><Glyph sign="risk" /> {i18n.t('晚于承诺的 {day}，甲方会看到。', { day: dayText(promisedDate, language) })}</p>}
      {command.message !== null && <p className="field-problem" role="alert">{command.message}</p>}
      {command.problem !== null && <ProblemNotice problem={command.problem} />}
      {saved && changed.length === 0 && <p className="soft" role="status">{i18n.t('已保存，甲方看得到了。')}</p>}
      <div className="row wrap"><ChoiceButton onClick={() => set(proposed)} data-testid="plan-propose">{i18n.t('按交期倒推')}</ChoiceButton></div>
      <BigButton type="submit" disabled={changed.length === 0 || wrong.size > 0 || command.busy} data-testid="plan-save">{i18n.t('保存排产')}</BigButton>
    </form>
  );
}
