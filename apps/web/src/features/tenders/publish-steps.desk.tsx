import type { TenderRulesInput } from '../../generated/types.js';
import { useWords } from '../../lib/words/use-words.js';
import { withBand, withoutBand, type Band } from './draft.view.js';
import { Amount, Choice, Whole } from './publish-words.desk.js';

type Rule = (next: Partial<TenderRulesInput>) => void;

/** Least improvements by price: from each amount on another step holds. */
export function StepBands({ rules, rule }: { rules: TenderRulesInput; rule: Rule }) {
  const { i18n, language } = useWords();
  const [end, comma] = language === 'en' ? ['.', ', '] : ['。', '，'];
  const bands = rules.improvementBands ?? [];
  const currency = rules.currency!;
  const set = (at: number, next: Partial<Band>) => rule({ improvementBands: bands.map((band, i) => (i === at ? { ...band, ...next } : band)) });
  return (
    <>
      {i18n.t('价格高的标的')} <Choice label={i18n.t('分档降幅')} value={bands.length === 0 ? 'no' : 'yes'} choices={[['no', i18n.t('用同样的降幅')], ['yes', i18n.t('另设降幅')]]} onChange={(next) => rule({ improvementBands: next === 'yes' ? withBand(rules) : [] })} testId="rule-bands" />{bands.length === 0 ? end : i18n.t('：')}
      {bands.map((band, i) => (
        <span key={i} className="band-line" data-testid="rule-band">
          {i18n.t('自')} <Amount label={i18n.t('第 {n} 档起价', { n: i + 1 })} minor={band.fromMinor} currency={currency} onChange={(fromMinor) => set(i, { fromMinor })} /> {currency} {i18n.t('起，至少低')} <Whole label={i18n.t('第 {n} 档降幅，%', { n: i + 1 })} value={Number(band.percent)} least={0} step={0.1} onChange={(n) => set(i, { percent: String(n) })} /> %{comma}
          {i18n.t('并且至少')} <Amount label={i18n.t('第 {n} 档降幅，金额', { n: i + 1 })} minor={band.minor ?? '0'} currency={currency} onChange={(minor) => set(i, { minor })} /> {currency}{' '}
          <button type="button" className="text-button" aria-label={i18n.t('去掉第 {n} 档', { n: i + 1 })} onClick={() => rule({ improvementBands: withoutBand(bands, i) })}>×</button>
        </span>
      ))}
      {bands.length > 0 && bands.length < 20 && <button type="button" className="text-button" onClick={() => rule({ improvementBands: withBand(rules) })}>{i18n.t('再加一档')}</button>}
    </>
  );
}

/** What decides between bids of the same score; the price always comes first. */
export function TieOrder({ rules, rule }: { rules: TenderRulesInput; rule: Rule }) {
  const { i18n, language } = useWords();
  const order = (rules.tieOrder ?? ['PRICE', 'DATE', 'FIRST_COME']).join('/');
  const known: readonly (readonly [string, string])[] = [['PRICE/DATE/FIRST_COME', i18n.t('交期早的，再看先报的')], ['PRICE/LATENESS/FIRST_COME', i18n.t('晚到天数少的，再看先报的')], ['PRICE/FIRST_COME', i18n.t('先报的')]];
  const choices = known.some(([key]) => key === order) ? known : [...known, [order, order] as const];
  return <>{i18n.t('分数相同时看价格，再看')} <Choice label={i18n.t('同分时')} value={order} choices={choices} onChange={(next) => rule({ tieOrder: next.split('/') as TenderRulesInput['tieOrder'] })} testId="rule-ties" />{language === 'en' ? '.' : '。'}</>;
}
