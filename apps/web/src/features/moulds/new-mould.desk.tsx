import { Link, useNavigate } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { currencyPlaces } from '#kernel';
import { CreateMould } from '../../generated/moulds/moulds.js';
import { Button } from '../../components/desk/button.js';
import { Field } from '../../components/desk/field.js';
import { ProblemNotice } from '../../components/signs/notices.js';
import { newKey } from '../../lib/api/one-at-a-time.js';
import { useHouse } from '../../lib/api/house.js';
import { useWords } from '../../lib/words/use-words.js';
import './moulds.desk.css';

const CURRENCIES = Object.keys(currencyPlaces);
const blank = { mouldNo: '', title: '', customerName: '', cavities: '', baseStandard: '', t0Date: '', t1Date: '', currency: 'CNY' };
type Name = keyof typeof blank;

/** A mould begins with a number and a name; its parts come from a list on the next page. */
export default function NewMouldPage() {
  const { i18n } = useWords();
  const { gateway, queries } = useHouse();
  const navigate = useNavigate();
  const [form, setForm] = useState(blank);
  const [state, setState] = useState<{ busy: boolean; wrong: Partial<Record<string, string>>; existingId: string | null; problem: unknown }>({ busy: false, wrong: {}, existingId: null, problem: null });
  // One key for what is written now: a press that got lost may be repeated, another text is another intention.
  const key = useRef({ text: '', key: '' });
  useEffect(() => { document.title = `${i18n.t('新建模具')} · 模享`; }, [i18n]);
  const make = async () => {
    const text = JSON.stringify(form);
    if (key.current.text !== text) key.current = { text, key: newKey() };
    const missing: Partial<Record<string, string>> = { ...(form.mouldNo.trim() === '' && { mouldNo: i18n.t('请填写模具号') }), ...(form.title.trim() === '' && { title: i18n.t('请填写名称') }) };
    if (Object.keys(missing).length > 0) return setState({ busy: false, wrong: missing, existingId: null, problem: null });
    setState({ busy: true, wrong: {}, existingId: null, problem: null });
    try {
      const given = (name: Name) => form[name].trim() || null;
      const { createMould: answer } = await gateway.ask(CreateMould, {
        input: { idempotencyKey: key.current.key, mouldNo: form.mouldNo.trim(), title: form.title.trim(), customerName: given('customerName'), cavities: given('cavities'), baseStandard: given('baseStandard'), t0Date: given('t0Date'), t1Date: given('t1Date'), currency: form.currency },
      });
      if (answer.__typename === 'Mould') {
        for (const name of ['moulds', 'today']) void queries.invalidateQueries({ queryKey: [name] });
        return void navigate({ to: '/buy/moulds/$mouldId/import', params: { mouldId: answer.id } });
      }
      const wrong = answer.__typename === 'AlreadyExists' ? { mouldNo: answer.message } : Object.fromEntries(answer.problems.map(({ path, message }) => [path, message]));
      setState({ busy: false, wrong, existingId: answer.__typename === 'AlreadyExists' ? answer.existingId : null, problem: null });
    } catch (problem) {
      setState({ busy: false, wrong: {}, existingId: null, problem });
    }
  };
  const text = (name: Name, label: string, more: { hint?: string; type?: string; required?: boolean; autoFocus?: boolean; maxLength?: number } = {}) => {
    const { hint, ...rest } = more;
    return <Field label={label} hint={hint} wrong={state.wrong[name]}><input className="text-input" name={name} value={form[name]} onChange={({ target }) => setForm({ ...form, [name]: target.value })} {...rest} /></Field>;
  };
  return (
    <section className="panel new-mould" aria-labelledby="new-mould-title">
      <h1 id="new-mould-title">{i18n.t('新建模具')}</h1>
      <form noValidate onSubmit={(event) => { event.preventDefault(); void make(); }}>
        <div className="pair">{text('mouldNo', i18n.t('模具号'), { required: true, autoFocus: true, hint: i18n.t('公司内不重复，如 AC2507') })}{text('title', i18n.t('名称'), { required: true })}</div>
        {state.existingId !== null && <Link to="/buy/moulds/$mouldId/parts" params={{ mouldId: state.existingId }}>{i18n.t('打开已有的这套')}</Link>}
        <div className="pair">{text('customerName', i18n.t('客户'), { hint: i18n.t('只有本公司看得到') })}{text('cavities', i18n.t('穴数'), { hint: i18n.t('如 2 或 1+1') })}</div>
        <div className="pair">{text('baseStandard', i18n.t('模架标准'), { hint: i18n.t('如 LKM') })}
          <Field label={i18n.t('币种')}><select className="text-input" value={form.currency} onChange={({ target }) => setForm({ ...form, currency: target.value })}>{CURRENCIES.map((one) => <option key={one}>{one}</option>)}</select></Field>
        </div>
        <div className="pair">{text('t0Date', i18n.t('T0 日期'), { type: 'date' })}{text('t1Date', i18n.t('T1 日期'), { type: 'date' })}</div>
        {state.problem !== null && <ProblemNotice problem={state.problem} onRetry={() => void make()} />}
        <div className="row"><Button type="primary" htmlType="submit" loading={state.busy} data-testid="mould-create">{i18n.t('新建，然后导入文件')}</Button><Link to="/buy/moulds">{i18n.t('不建了')}</Link></div>
      </form>
    </section>
  );
}
