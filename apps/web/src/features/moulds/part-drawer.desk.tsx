import { Link } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { Button } from '../../components/desk/button.js';
import { Drawer } from '../../components/desk/drawer.js';
import { Field } from '../../components/desk/field.js';
import { documentsOf } from '../../components/sheets/sheet-documents.view.js';
import { Icon } from '../../components/signs/icon.js';
import { ProblemNotice } from '../../components/signs/notices.js';
import type { PartGap } from '../../generated/types.js';
import { PartTag } from '../../components/signs/trade-tags.js';
import { useWords } from '../../lib/words/use-words.js';
import { FIELD_OF_GAP, formOf, gapsOfAll, misread, patchOf, wrongOf, type PartField } from './part-form.view.js';
import { PartSheets } from './part-sheets.desk.js';
import { useGapWords } from './part-words.desk.js';
import { RouteEditor } from './route-editor.desk.js';
import type { Done, No, useParts } from './use-parts.js';
import { namesOf, proposedRoute, routeInput, usualRoute, type Catalogue, type Part } from './workbench.view.js';

export interface PartDrawerProps {
  mouldId: string;
  parts: readonly Part[];
  /** All parts of the mould, to learn the usual route from. */
  all: readonly Part[];
  catalogue: Catalogue;
  focus: PartGap | null;
  actions: ReturnType<typeof useParts>;
  neighbours: { before: string | undefined; after: string | undefined };
  onMove: (id: string) => void;
  onClose: () => void;
  onDone: (done: Done, text: string) => void;
}

/** Filling in what a part lacks, or several parts at once: every gap with the way to close it. */
export function PartDrawer(props: PartDrawerProps) {
  const { i18n, language } = useWords();
  const { parts, mouldId, neighbours, onMove, onClose } = props;
  const [first] = parts;
  const one = parts.length === 1;
  useEffect(() => {
    if (!one) return;
    const onKey = (event: KeyboardEvent) => {
      const field = event.target instanceof HTMLElement && event.target.closest('input, textarea, select, [contenteditable]');
      if (field || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
      const next = event.key === ']' ? neighbours.after : event.key === '[' ? neighbours.before : undefined;
      if (next !== undefined) onMove(next);
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  });
  return (
    <Drawer
      open={first !== undefined} onClose={onClose} size={480} mask={false} closeIcon={<span aria-label={i18n.t('关闭')}><Icon name="close" size={16} /></span>}
      title={first === undefined ? '' : one ? <span><b className="num">{first.partNo}</b> {language === 'en' ? first.nameEn ?? first.name : first.name}</span> : i18n.t('{n} 个零件一起填', { n: parts.length })}
      extra={one && first !== undefined && (
        <span className="row">
          <Link to="/buy/moulds/$mouldId/parts/$partId" params={{ mouldId, partId: first.id }} className="small">{i18n.t('零件护照')}</Link>
          <button type="button" className="plain-button" aria-label={i18n.t('上一个零件')} disabled={neighbours.before === undefined} onClick={() => onMove(neighbours.before!)}><Icon name="back" size={16} /></button>
          <button type="button" className="plain-button" aria-label={i18n.t('下一个零件')} disabled={neighbours.after === undefined} onClick={() => onMove(neighbours.after!)}><Icon name="next" size={16} /></button>
        </span>
      )}
    >
      {first !== undefined && <PartForms key={parts.map(({ id, version }) => `${id} ${version}`).join()} {...props} />}
    </Drawer>
  );
}

function PartForms({ parts, all, catalogue, focus, actions, onDone }: PartDrawerProps) {
  const { i18n, language } = useWords();
  const [before] = useState(() => formOf(parts));
  const [form, setForm] = useState(before);
  const sameRoute = parts.every(({ route }) => JSON.stringify(route.map(({ process, outside }) => [process, outside])) === JSON.stringify(parts[0]!.route.map(({ process, outside }) => [process, outside])));
  const [routeBefore] = useState(() => (sameRoute ? parts[0]!.route.map(({ process, outside }) => ({ process, outside })) : []));
  const [steps, setSteps] = useState(routeBefore);
  const [no, setNo] = useState<No | null>(null);
  const [problem, setProblem] = useState<unknown>(null);
  const root = useRef<HTMLDivElement>(null);
  const one = parts.length === 1;
  const gapWords = useGapWords();
  const names = namesOf(catalogue, language);
  const usual = usualRoute(all, parts[0]!.category);
  const proposed = proposedRoute(all, parts[0]!, catalogue);
  const unread = misread(form);
  const patch = patchOf(before, form);
  const rerouted = steps.length > 0 && JSON.stringify(steps) !== JSON.stringify(routeBefore);
  const goTo = (gap: PartGap) => root.current?.querySelector<HTMLElement>(`[data-field="${FIELD_OF_GAP[gap]}"] :is(input, textarea, select, button)`)?.focus();
  useEffect(() => { if (focus !== null) setTimeout(() => goTo(focus), 350); }, [focus]);

  const save = async (confirm = false) => {
    setNo(null);
    setProblem(null);
    try {
      let last: Done | null = null;
      let now = parts;
      for (const step of [
        ...(patch !== null || confirm ? [() => actions.change(now, patch ?? {})] : []),
        ...(rerouted ? [() => actions.route(now, routeInput(steps, one ? parts[0]!.route : []))] : []),
      ]) {
        const answer = await step();
        if (!('parts' in answer)) return setNo(answer);
        now = answer.parts;
        last = last === null ? answer : { parts: answer.parts, undo: null };
      }
      if (last !== null) onDone(last, one ? i18n.t('{part} 已保存', { part: parts[0]!.partNo }) : i18n.t('{n} 个零件已保存', { n: parts.length }));
    } catch (thrown) {
      setProblem(thrown);
    }
  };
  const text = (field: PartField, label: string, hint?: string) => (
    <div data-field={field}>
      <Field label={label} hint={hint} wrong={wrongOf(no?.problems ?? [], field) ?? (unread.includes(field) ? (field === 'quantity' ? i18n.t('请填 1 到 100,000 的整数') : i18n.t('请填毫米数，如 62 或 62.5')) : null)}>
        {field === 'requirements'
          ? <textarea className="text-input" rows={2} value={form[field]} placeholder={one ? undefined : i18n.t('保持不变')} onChange={({ target }) => setForm({ ...form, [field]: target.value })} />
          : <input className="text-input" value={form[field]} inputMode={field.endsWith('Mm') || field === 'quantity' ? 'decimal' : undefined} placeholder={one ? undefined : i18n.t('保持不变')} onChange={({ target }) => setForm({ ...form, [field]: target.value })} />}
      </Field>
    </div>
  );
  const gaps = gapsOfAll(parts);
  const documents = documentsOf(parts[0]!);
  const loose = (no?.problems ?? []).filter(({ path }) => !Object.keys(form).some((field) => path.endsWith(`.${field}`)));
  return (
    <div className="part-forms" ref={root}>
      {one && <div className="row"><PartTag state={parts[0]!.state} /><span className="soft small num">{i18n.t('版本 {revision}', { revision: parts[0]!.revision })} · {parts[0]!.released ? i18n.t('已放行') : i18n.t('未放行')}</span></div>}
      {one && documents.length > 0 && <PartSheets documents={documents} revision={parts[0]!.revision} title={`${parts[0]!.partNo} ${parts[0]!.name}`} />}
      {gaps.length > 0 && (
        <ul className="gap-list" aria-label={i18n.t('缺什么，怎么补')}>
          {gaps.map((gap) => (
            <li key={gap}>
              <b>{gapWords[gap][0]}{one ? '' : ` ${parts.filter((part) => part.gaps.includes(gap)).length}`}</b><span className="grow">{gapWords[gap][1]}</span>
              {gap === 'QUESTION'
                ? <span data-field="confirm"><Button size="small" loading={actions.busy} onClick={() => void save(true)}>{i18n.t('已核对')}</Button></span>
                : <button type="button" className="text-button" onClick={() => goTo(gap)}>{i18n.t('去填')}</button>}
            </li>
          ))}
        </ul>
      )}
      <form onSubmit={(event) => { event.preventDefault(); void save(); }} className="part-forms">
        <div data-field="category"><Field label={i18n.t('类别')}>
          <select className="text-input" value={form.category} onChange={({ target }) => setForm({ ...form, category: target.value })}><option value="">{one ? '—' : i18n.t('保持不变')}</option>{catalogue.categories.map(({ code }) => <option key={code} value={code}>{names.kind(code)}</option>)}</select>
        </Field></div>
        <div className="pair">{text('material', i18n.t('材料'))}{text('hardness', i18n.t('硬度'))}</div>
        {text('requirements', i18n.t('公差与表面要求'))}
        <div className="four">{text('lengthMm', i18n.t('长 mm'))}{text('widthMm', i18n.t('宽 mm'))}{text('heightMm', i18n.t('高 mm'))}{text('diameterMm', i18n.t('直径 mm'))}</div>
        {one && <div className="four">{text('quantity', i18n.t('数量'))}</div>}
        <fieldset data-field="route" className="route-field">
          <legend>{i18n.t('工艺路线')}</legend>
          {!one && !sameRoute && <p className="soft small">{i18n.t('选中的零件路线不同；在这里选了工序，就全部换成这一条。')}</p>}
          <RouteEditor steps={steps} catalogue={catalogue} onChange={setSteps} />
          {steps.length === 0 && usual === null && proposed !== null && <button type="button" className="text-button" onClick={() => setSteps(proposed)}>{i18n.t('这类零件通常用 {route}：采用', { route: proposed.map(({ process }) => process).join('›') })}</button>}
          {steps.length === 0 && usual !== null && <button type="button" className="text-button" onClick={() => setSteps(usual.steps)}>{i18n.t('同类 {n} 个零件用 {route}：采用', { n: usual.count, route: usual.steps.map(({ process }) => process).join('›') })}</button>}
        </fieldset>
        {no !== null && (no.problems.length === 0 || loose.length > 0) && <p role="alert" className="notice bad">{no.message}{loose.slice(0, 5).map(({ path, message }) => <span key={path} className="small">{message}</span>)}</p>}
        {problem !== null && <ProblemNotice problem={problem} onRetry={() => void save()} />}
        {one && parts[0]!.released && (patch !== null || rerouted) && <p className="soft small">{i18n.t('这一版已放行：改动会产生新版本，要再放行一次。')}</p>}
        <Button type="primary" htmlType="submit" loading={actions.busy} disabled={(patch === null && !rerouted) || unread.length > 0} data-testid="part-save">{i18n.t('保存')}</Button>
      </form>
    </div>
  );
}
