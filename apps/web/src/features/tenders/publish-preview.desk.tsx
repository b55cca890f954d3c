import type { BidderTextsFragment } from '../../generated/types.js';
import { Countdown } from '../../components/signs/countdown.js';
import { StateTag } from '../../components/signs/glyph.js';
import { JobFace, NoPriceYet } from '../../components/signs/job-face.js';
import { dayText, moneyText, readMoney } from '../../lib/format/format.view.js';
import { mouldWords } from '../../lib/format/mould.view.js';
import { useWords } from '../../lib/words/use-words.js';
import { lotTitle, type DraftForm, type DraftLot } from './draft.view.js';

/** What a fitting workshop will read on its phone: the same parts of the page that it sees itself, and the texts as the house masks them once it keeps the draft. */
export function PublishPreview({ form, lot, texts, fit, operations }: { form: DraftForm; lot: DraftLot; /** Null until the lot is kept. */ texts: BidderTextsFragment | null; fit: readonly string[]; operations: readonly string[] }) {
  const { i18n, language } = useWords();
  const { part } = lot.lines[0]!;
  const pieces = lot.lines.reduce((sum, { part: one, quantity }) => sum + (quantity ?? one.quantity), 0);
  const ceiling = readMoney(lot.ceiling, form.rules.currency ?? 'CNY');
  const soft = form.rules.softClose;
  const stage = { OUTLINE: i18n.t('只有外形'), VIEW: i18n.t('水印图'), DOWNLOAD: i18n.t('可下载') }[form.disclosure.drawingStage ?? 'VIEW'];
  const mould = texts === null ? null : mouldWords(texts.lines);
  return (
    <aside className="publish-preview" aria-label={i18n.t('供应商将看到')} data-testid="publish-preview">
      <h2>{i18n.t('供应商将看到')}</h2>
      <div className="preview-phone">
        <div className="preview-card">
          <JobFace facts={{ title: texts?.title ?? lotTitle(lot), pieces, material: part.material, size: part.size, operations }} clock={<StateTag sign="open"><Countdown until={form.closesAt} /></StateTag>}>
            <span className="spread num"><span><NoPriceYet visibility={form.rules.visibility ?? 'BEST_PRICE'} /></span><span>{i18n.t('交 {day}', { day: dayText(form.requestedDate, language) })}</span></span>
            {fit[0] !== undefined && <span className="fit">✓ {fit[0]}</span>}
          </JobFace>
        </div>
        <dl className="preview-facts">
          {texts !== null && <div><dt>{i18n.t('零件')}</dt><dd data-testid="preview-parts">{texts.lines.map(({ itemNo, name }, i) => <span key={i}><span className="num">{itemNo}</span> {name}</span>)}</dd></div>}
          {mould !== null && <div><dt>{i18n.t('模具')}</dt><dd data-testid="preview-mould">{mould}</dd></div>}
          <div><dt>{i18n.t('限价')}</dt><dd className="num">{ceiling === null ? i18n.t('没有') : moneyText({ amountMinor: ceiling, currency: form.rules.currency ?? 'CNY' }, language)}</dd></div>
          <div><dt>{i18n.t('价格')}</dt><dd>{form.rules.taxIncluded ? i18n.t('含税') : i18n.t('未税')} · {form.rules.freightIncluded ? i18n.t('含运费') : i18n.t('不含运费')} · {form.materialSupply === 'SUPPLIER' ? i18n.t('包料') : i18n.t('来料')}</dd></div>
          <div><dt>{i18n.t('付款方式')}</dt><dd>{form.terms.payment}</dd></div>
          <div><dt>{i18n.t('图纸')}</dt><dd>{form.disclosure.ndaRequired ? i18n.t('接受保密约定后：{stage}', { stage }) : stage}</dd></div>
          <div><dt>{i18n.t('买方')}</dt><dd>{form.disclosure.buyerName ? i18n.t('显示名称') : i18n.t('定标后才知道')}</dd></div>
        </dl>
        <p className="soft small">{soft ? i18n.t('最后 {window} 秒有更低价会自动延长 {extend} 秒', { window: soft.windowSeconds ?? 180, extend: soft.extendSeconds ?? 180 }) : form.rules.closesAtFirstBid ? i18n.t('第一个不高于限价的报价成交') : i18n.t('到点截标，不延长')}</p>
      </div>
      <p className="soft small">{texts === null ? i18n.t('名称现在是原文；存草稿后，按设置隐藏的模具和客户名会变成 ···。') : form.disclosure.mouldName || form.disclosure.customerName ? i18n.t('别的零件供应商看不到；模具和客户按上面的设置显示。') : i18n.t('没有模具号、客户名和别的零件：这些供应商看不到。')}</p>
    </aside>
  );
}
