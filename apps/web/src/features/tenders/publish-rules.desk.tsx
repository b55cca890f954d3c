import type { ReactNode } from 'react';
import { useWords } from '../../lib/words/use-words.js';
import { inMode, modeOf, softCloseOf, type DraftForm, type Mode } from './draft.view.js';
import { StepBands, TieOrder } from './publish-steps.desk.js';
import { Amount, Choice, Moment, Whole } from './publish-words.desk.js';

type Change = (next: Partial<DraftForm>) => void;
/** One rule as a sentence with choices in it. A further rule of the API is one more entry. */
interface Sentence { key: string; holds: boolean; text: ReactNode }

/** The rules as sentences, not as twenty-five fields. */
export function PublishRules({ form, change }: { form: DraftForm; change: Change }) {
  const { i18n, language } = useWords();
  const [end, comma, and] = language === 'en' ? ['.', ', ', ', '] : ['。', '，', '、'];
  const { rules, terms, disclosure } = form;
  const rule = (next: Partial<DraftForm['rules']>) => change({ rules: { ...rules, ...next } });
  const mode = modeOf(rules);
  const soft = rules.softClose ?? null;
  const live = mode !== 'SEALED' && mode !== 'FIXED';
  const hiding: readonly (readonly ['no' | 'yes', string])[] = [['no', i18n.t('定标前隐去')], ['yes', i18n.t('给供应商看')]];
  const weights = [rules.priceWeight, rules.dateWeight, rules.qualityWeight].join('/');
  const modes: readonly (readonly [Mode, string])[] = [['BEST_PRICE', i18n.t('实时竞价，看得到最低价，看不到名字')], ['RANK_ONLY', i18n.t('实时竞价，只看得到自己的名次')], ['OPEN', i18n.t('实时竞价，所有价格以代号公开')], ['SEALED', i18n.t('密封报价，截标才开')], ['FIXED', i18n.t('一口价，第一个不高于限价的报价成交')]];
  const sentences: readonly Sentence[] = [
    { key: 'mode', holds: true, text: <>{i18n.t('这次是')} <Choice label={i18n.t('方式')} value={mode} choices={modes} onChange={(next) => change({ rules: inMode(rules, next) })} testId="rule-mode" />{end}</> },
    {
      key: 'times', holds: true, text: (
        <>
          <Choice label={i18n.t('开始')} value={form.opensAt === null ? 'now' : 'at'} choices={[['now', i18n.t('发布后立即')], ['at', i18n.t('在')]]} onChange={(next) => change({ opensAt: next === 'now' ? null : form.closesAt })} />
          {form.opensAt !== null && <Moment label={i18n.t('开始时间')} value={form.opensAt} onChange={(opensAt) => change({ opensAt })} />} {i18n.t('开始，')}<Moment label={i18n.t('截标时间')} value={form.closesAt} onChange={(closesAt) => change({ closesAt })} testId="rule-closes" />{language === 'en' ? '' : ' '}{i18n.t('截标。')}
        </>
      ),
    },
    {
      key: 'soft', holds: live, text: soft === null
        ? <>{i18n.t('到点截标，')}<Choice label={i18n.t('延时')} value="no" choices={[['no', i18n.t('不延长')], ['yes', i18n.t('最后有更低价就延长')]]} onChange={(next) => rule({ softClose: softCloseOf(next === 'yes') })} />{end}</>
        : (
          <>
            {i18n.t('最后')} <Whole label={i18n.t('延时窗口，分钟')} value={(soft.windowSeconds ?? 180) / 60} least={0.25} step={0.25} onChange={(n) => rule({ softClose: { ...soft, windowSeconds: Math.round(n * 60) } })} /> {i18n.t('分钟里，前')} <Whole label={i18n.t('触发名次')} value={soft.triggerRank ?? 3} onChange={(triggerRank) => rule({ softClose: { ...soft, triggerRank } })} />{' '}
            {i18n.t('名有更低价，就')}<Choice label={i18n.t('延时')} value="yes" choices={[['yes', i18n.t('延长')], ['no', i18n.t('不延长')]]} onChange={(next) => rule({ softClose: softCloseOf(next === 'yes') })} /> <Whole label={i18n.t('延长，分钟')} value={(soft.extendSeconds ?? 180) / 60} least={0.25} step={0.25} onChange={(n) => rule({ softClose: { ...soft, extendSeconds: Math.round(n * 60) } })} />{' '}
            {i18n.t('分钟，最多')} <Whole label={i18n.t('最多延长次数')} value={soft.maxExtensions ?? 10} onChange={(maxExtensions) => rule({ softClose: { ...soft, maxExtensions } })} /> {i18n.t('次，不超过截标后')} <Whole label={i18n.t('最晚，分钟')} value={soft.hardCloseMinutes ?? 120} onChange={(hardCloseMinutes) => rule({ softClose: { ...soft, hardCloseMinutes } })} /> {i18n.t('分钟。')}
          </>
        ),
    },
    {
      key: 'scope', holds: live && soft !== null && form.lots.length > 1, text: <>{i18n.t('延长的是')} <Choice label={i18n.t('延长范围')} value={soft?.scope ?? 'TRIGGERED_LOT'} choices={[['TRIGGERED_LOT', i18n.t('有新低价的那个标的')], ['ALL_LOTS', i18n.t('这次询价的所有标的')]]} onChange={(scope) => rule({ softClose: { ...soft, scope } })} />{end}</>,
    },
    {
      key: 'warm', holds: live, text: (
        <>
          {i18n.t('竞价')} <Choice label={i18n.t('密封开局')} value={rules.sealedMinutes ? 'sealed' : 'live'} choices={[['live', i18n.t('一开始就实时')], ['sealed', i18n.t('先密封，再实时')]]} onChange={(next) => rule({ sealedMinutes: next === 'sealed' ? 15 : null })} />
          {rules.sealedMinutes ? <>{comma}{i18n.t('密封阶段')} <Whole label={i18n.t('密封时长，分钟')} value={rules.sealedMinutes} onChange={(sealedMinutes) => rule({ sealedMinutes })} /> {i18n.t('分钟')}</> : null}{end}
        </>
      ),
    },
    {
      key: 'step', holds: live, text: (
        <>
          {i18n.t('新报价比')} {mode === 'RANK_ONLY' ? i18n.t('自己上次') : <Choice label={i18n.t('降价基准')} value={rules.improvementBase ?? 'OWN_BID'} choices={[['OWN_BID', i18n.t('自己上次')], ['BEST_BID', i18n.t('当前最低价')]]} onChange={(improvementBase) => rule({ improvementBase })} />}{' '}
          {i18n.t('至少低')} <Whole label={i18n.t('最小降幅，%')} value={Number(rules.improvementPercent)} least={0} step={0.1} onChange={(n) => rule({ improvementPercent: String(n) })} /> %{comma}{i18n.t('并且至少')} <Amount label={i18n.t('最小降幅，金额')} minor={rules.improvementMinor ?? '0'} currency={rules.currency!} onChange={(improvementMinor) => rule({ improvementMinor })} /> {rules.currency}{comma}
          {i18n.t('一次降超过')} <Whole label={i18n.t('大幅降价确认，%')} value={Number(rules.confirmDropPercent)} onChange={(n) => rule({ confirmDropPercent: String(n) })} /> % {i18n.t('要再确认。')}
        </>
      ),
    },
    { key: 'bands', holds: live, text: <StepBands rules={rules} rule={rule} /> },
    { key: 'count', holds: mode !== 'SEALED', text: <>{i18n.t('每家供应商')} <Choice label={i18n.t('显示家数')} value={rules.showBidCount ? 'yes' : 'no'} choices={[['yes', i18n.t('看得到')], ['no', i18n.t('看不到')]]} onChange={(next) => rule({ showBidCount: next === 'yes' })} /> {i18n.t('有几家在报。')}</> },
    {
      key: 'price', holds: true, text: (
        <>
          {i18n.t('价格是')} <Choice label={i18n.t('税')} value={rules.taxIncluded ? 'yes' : 'no'} choices={[['yes', i18n.t('含 13% 税')], ['no', i18n.t('不含税')]]} onChange={(next) => rule({ taxIncluded: next === 'yes' })} />{and}<Choice label={i18n.t('运费')} value={rules.freightIncluded ? 'yes' : 'no'} choices={[['yes', i18n.t('含运费')], ['no', i18n.t('不含运费')]]} onChange={(next) => rule({ freightIncluded: next === 'yes' })} />{and}
          <Choice label={i18n.t('材料')} value={form.materialSupply} choices={[['SUPPLIER', i18n.t('包料')], ['BUYER', i18n.t('来料')]]} onChange={(materialSupply) => change({ materialSupply })} />{comma}{i18n.t('付款')} <input className="line-input" aria-label={i18n.t('付款条件')} maxLength={100} size={Math.max(8, terms.payment?.length ?? 0) + 4} value={terms.payment ?? ''} onChange={({ target }) => change({ terms: { ...terms, payment: target.value } })} />{end}
        </>
      ),
    },
    { key: 'date', holds: true, text: <>{i18n.t('要求')} <input type="date" className="line-input" aria-label={i18n.t('要求交期')} value={form.requestedDate} onChange={({ target }) => { if (target.value !== '') change({ requestedDate: target.value }); }} /> {i18n.t('到货；报价在截标后')} <Whole label={i18n.t('有效天数')} value={rules.validityDays ?? 7} onChange={(validityDays) => rule({ validityDays })} /> {i18n.t('天内有效。')}</> },
    {
      key: 'weights', holds: mode !== 'FIXED', text: (
        <>
          {i18n.t('名次按')} <Choice label={i18n.t('权重')} value={weights} choices={withPresent([['100/0/0', i18n.t('价格')], ['80/20/0', i18n.t('价格 80%、交期 20%')], ['70/15/15', i18n.t('价格 70%、交期 15%、质量 15%')]], weights)} onChange={(next) => { const [priceWeight, dateWeight, qualityWeight] = next.split('/').map(Number); rule({ priceWeight, dateWeight, qualityWeight }); }} />{' '}
          {i18n.t('排；少于')} <Whole label={i18n.t('最少家数')} value={rules.minBids ?? 1} onChange={(minBids) => rule({ minBids })} /> {i18n.t('家有效报价则流标。')}
        </>
      ),
    },
    { key: 'ties', holds: mode !== 'FIXED', text: <TieOrder rules={rules} rule={rule} /> },
    { key: 'accept', holds: true, text: <>{i18n.t('中选方在')} <Whole label={i18n.t('接单时限，分钟')} value={rules.acceptWithinMinutes ?? 240} onChange={(acceptWithinMinutes) => rule({ acceptWithinMinutes })} /> {i18n.t('分钟内接单，否则问下一名；落选方')} <Choice label={i18n.t('落选告知')} value={rules.tellGap ? 'yes' : 'no'} choices={[['no', i18n.t('只知道名次')], ['yes', i18n.t('知道名次和差距')]]} onChange={(next) => rule({ tellGap: next === 'yes' })} />{end}</> },
    {
      key: 'disclosure', holds: true, text: (
        <>
          {i18n.t('定标前供应商')} <Choice label={i18n.t('买方名称')} value={disclosure.buyerName ? 'yes' : 'no'} choices={[['no', i18n.t('不知道')], ['yes', i18n.t('知道')]]} onChange={(next) => change({ disclosure: { ...disclosure, buyerName: next === 'yes' } })} /> {i18n.t('我们是谁；')}
          <Choice label={i18n.t('保密约定')} value={disclosure.ndaRequired ? 'yes' : 'no'} choices={[['yes', i18n.t('接受保密约定后')], ['no', i18n.t('不用保密约定')]]} onChange={(next) => change({ disclosure: { ...disclosure, ndaRequired: next === 'yes' } })} />{' '}
          {i18n.t('图纸给到')} <Choice label={i18n.t('图纸')} value={disclosure.drawingStage ?? 'VIEW'} choices={[['OUTLINE', i18n.t('只有外形')], ['VIEW', i18n.t('水印图')], ['DOWNLOAD', i18n.t('可下载')]]} onChange={(drawingStage) => change({ disclosure: { ...disclosure, drawingStage } })} />{end}
        </>
      ),
    },
    {
      key: 'names', holds: true, text: (
        <>
          {i18n.t('模具号和模具名称')} <Choice label={i18n.t('模具名称')} value={disclosure.mouldName ? 'yes' : 'no'} choices={hiding} onChange={(next) => change({ disclosure: { ...disclosure, mouldName: next === 'yes' } })} testId="rule-mould-name" />{comma}
          {i18n.t('最终客户')} <Choice label={i18n.t('最终客户')} value={disclosure.customerName ? 'yes' : 'no'} choices={hiding} onChange={(next) => change({ disclosure: { ...disclosure, customerName: next === 'yes' } })} />{i18n.t('；中标的供应商在订单里看得到。')}
        </>
      ),
    },
    { key: 'access', holds: (disclosure.drawingStage ?? 'VIEW') !== 'OUTLINE', text: <>{i18n.t('没中标的供应商在截标')} <Whole label={i18n.t('图纸保留天数')} value={disclosure.accessDays ?? 7} onChange={(accessDays) => change({ disclosure: { ...disclosure, accessDays: Math.min(365, Math.round(accessDays)) } })} /> {i18n.t('天后看不到图纸；每次查看都有记录，可以随时收回。')}</> },
  ];
  return <div className="sentences" data-testid="publish-rules">{sentences.filter(({ holds }) => holds).map(({ key, text }) => <p key={key} data-rule={key}>{text}</p>)}</div>;
}

function withPresent(choices: readonly (readonly [string, string])[], present: string): readonly (readonly [string, string])[] {
  return choices.some(([key]) => key === present) ? choices : [...choices, [present, present]];
}
