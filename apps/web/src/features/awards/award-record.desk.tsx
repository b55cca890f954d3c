import type { AwardTenderFragment } from '../../generated/types.js';
import { useViewer } from '../../lib/api/house.js';
import { dayText, listText, moneyText } from '../../lib/format/format.view.js';
import { useWords } from '../../lib/words/use-words.js';
import type { AwardMatrix } from './award-matrix.view.js';
import { AwardTag } from '../../components/desk/tender-tags.js';

/** The record of what was decided, for the file and for paper: who, at what price, why, and what became of it. */
export function AwardRecord({ tender, matrix }: { tender: AwardTenderFragment; matrix: AwardMatrix }) {
  const { i18n, language } = useWords();
  const { company, user } = useViewer();
  const { rules } = tender;
  const money = (minor: bigint) => moneyText({ amountMinor: String(minor), currency: matrix.currency }, language);
  const lines = matrix.rows.flatMap((row) => row.course.map((award, i) => ({ row, award, first: i === 0, cell: [...row.cells.values()].find(({ bidId }) => bidId === award.bidId) })));
  const aliasOf = new Map(tender.standings.map(({ bidId, alias }) => [bidId, alias]));
  const without = matrix.rows.filter(({ award }) => award === null).map(({ partNo }) => partNo);
  const standing = lines.filter(({ row, award }) => row.award === award);
  const total = standing.reduce((sum, { cell }) => sum + (cell?.minor ?? 0n), 0n);
  const lowest = (row: AwardMatrix['rows'][number]) => [...row.cells.values()].reduce<bigint | null>((least, { minor, state }) => (['WITHDRAWN', 'DISQUALIFIED'].includes(state) || (least !== null && least <= minor) ? least : minor), null);
  const least = standing.reduce((sum, { row }) => sum + (lowest(row) ?? 0n), 0n);
  return (
    <section className="panel award-record" aria-labelledby="record-title" data-testid="award-record">
      <header className="spread">
        <div>
          <h2 id="record-title">{i18n.t('定标记录')} <span className="num">{tender.tenderNo}</span></h2>
          <p>{company.name} · {tender.title}</p>
        </div>
        <button type="button" className="plain-button no-print" onClick={() => print()}>{i18n.t('打印')}</button>
      </header>
      <dl className="record-facts">
        <div><dt>{i18n.t('比较基准')}</dt><dd>{rules.currency} · {rules.taxIncluded ? i18n.t('含税') : i18n.t('未税')}</dd></div>
        <div><dt>{i18n.t('评分权重')}</dt><dd className="num">{i18n.t('价格 {price}% · 交期 {date}% · 质量 {quality}%', { price: rules.priceWeight, date: rules.dateWeight, quality: rules.qualityWeight })}</dd></div>
        <div><dt>{i18n.t('定标')}</dt><dd className="num">{i18n.t('{n} / {all} 项', { n: standing.length, all: matrix.rows.length })} · {money(total)}</dd></div>
        <div><dt>{i18n.t('比逐项最低价')}</dt><dd className="num">+{money(total - least)}</dd></div>
      </dl>
      {lines.length === 0 ? <p className="soft">{i18n.t('还没有定标。')}</p> : (
        <div className="record-scroll" role="region" tabIndex={0} aria-labelledby="record-title">
          <table className="plain-table">
            <thead><tr><th scope="col">{i18n.t('零件')}</th><th scope="col">{i18n.t('供应商 · 代号')}</th><th scope="col" className="end">{i18n.t('金额')}</th><th scope="col" className="end">{i18n.t('名次')}</th><th scope="col" className="end">{i18n.t('最低价')}</th><th scope="col" className="end">{i18n.t('交期')}</th><th scope="col">{i18n.t('状态')}</th><th scope="col">{i18n.t('理由 · 批准人')}</th></tr></thead>
            <tbody>
              {lines.map(({ row, award, cell }) => (
                <tr key={award.id} className={row.award === award ? '' : 'fell'}>
                  <th scope="row"><b className="num">{row.partNo}</b> {row.name}</th>
                  <td>{award.supplier.name} <span className="soft small num">{aliasOf.get(award.bidId)}</span></td>
                  <td className="end num">{moneyText(award.amount, language)}</td>
                  <td className="end num">{cell?.rank ?? '—'} / {row.cells.size}</td>
                  <td className="end num">{lowest(row) === null ? '—' : money(lowest(row)!)}</td>
                  <td className="end num">{dayText(award.promisedDate, language)}</td>
                  <td><AwardTag state={award.state} /></td>
                  <td className="why">{[award.reason, award.approvedBy?.name].filter(Boolean).join(' · ') || '—'}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {lines.length > 0 && without.length > 0 && <p className="soft">{i18n.t('没有定标：{lots}', { lots: listText(without, language) })}</p>}
      <p className="print-only record-sign">{i18n.t('打印人：{name}', { name: user?.name ?? '—' })}　{i18n.t('经理签字：')}＿＿＿＿＿＿＿＿　{i18n.t('日期：')}＿＿＿＿＿＿</p>
    </section>
  );
}
