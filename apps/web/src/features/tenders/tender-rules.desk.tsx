import { momentText } from '../../lib/format/format.view.js';
import { useWords } from '../../lib/words/use-words.js';
import type { Tender } from './tender.view.js';

/** The rules as they hold, to be read. */
export function TenderRules({ tender }: { tender: Tender }) {
  const { i18n, language } = useWords();
  const { rules, terms, disclosure } = tender;
  const soft = rules.softClose;
  const mode = rules.closesAtFirstBid ? i18n.t('一口价，第一个不高于限价的报价成交')
    : { BEST_PRICE: i18n.t('实时竞价，看得到最低价，看不到名字'), RANK_ONLY: i18n.t('实时竞价，只看得到自己的名次'), OPEN: i18n.t('实时竞价，所有价格以代号公开'), SEALED: i18n.t('密封报价，截标才开') }[rules.visibility];
  const facts: readonly (readonly [string, string])[] = [
    [i18n.t('方式'), mode], [i18n.t('开始'), momentText(tender.opensAt, language)], [i18n.t('计划截标'), momentText(tender.closesAt, language)],
    [i18n.t('延时'), soft === null ? i18n.t('到点截标，不延长') : i18n.t('最后 {window} 秒前 {rank} 名有更低价，延长 {extend} 秒，最多 {most} 次', { window: soft.windowSeconds, rank: soft.triggerRank, extend: soft.extendSeconds, most: soft.maxExtensions })],
    [i18n.t('最小降幅，%'), rules.improvementPercent], [i18n.t('评分权重'), i18n.t('价格 {price}% · 交期 {date}% · 质量 {quality}%', { price: rules.priceWeight, date: rules.dateWeight, quality: rules.qualityWeight })],
    [i18n.t('价格'), `${rules.currency} · ${rules.taxIncluded ? i18n.t('含税') : i18n.t('未税')} · ${rules.freightIncluded ? i18n.t('含运费') : i18n.t('不含运费')}`], [i18n.t('付款方式'), terms.payment],
    [i18n.t('接单时限，分钟'), String(rules.acceptWithinMinutes)], [i18n.t('有效天数'), String(rules.validityDays)], [i18n.t('验收期限，工作日'), String(terms.inspectionDays)], [i18n.t('迟交扣款'), i18n.t('每天 {percent}%', { percent: terms.latePercentPerDay })],
    [i18n.t('买方名称'), disclosure.buyerName ? i18n.t('显示名称') : i18n.t('定标后才知道')], [i18n.t('图纸'), { OUTLINE: i18n.t('只有外形'), VIEW: i18n.t('水印图'), DOWNLOAD: i18n.t('可下载') }[disclosure.drawingStage]], [i18n.t('保密约定'), disclosure.ndaRequired ? i18n.t('必须接受') : i18n.t('不需要')],
    [i18n.t('模具名称'), disclosure.mouldName ? i18n.t('给供应商看') : i18n.t('定标前隐去')], [i18n.t('最终客户'), disclosure.customerName ? i18n.t('给供应商看') : i18n.t('定标前隐去')], [i18n.t('图纸保留天数'), String(disclosure.accessDays)],
    ...(terms.note === null ? [] : [[i18n.t('备注'), terms.note] as const]),
  ];
  return (
    <>
      <ul className="rules-in-words">{rules.inWords.map((sentence) => <li key={sentence}>{sentence}</li>)}</ul>
      <dl className="tender-facts">{facts.map(([name, value]) => <div key={name}><dt>{name}</dt><dd>{value}</dd></div>)}</dl>
    </>
  );
}
