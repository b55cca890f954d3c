import { changeText, dayText, moneyText } from '../../lib/format/format.view.js';
import { useWords } from '../../lib/words/use-words.js';
import { bestPicks, cheapestPicks, picksFor, pickSum, type AwardMatrix, type Picks } from './award-matrix.view.js';

/** Ways to decide, each with its price; the one that is chosen now carries its numbers in large. */
export function AwardPlans({ matrix, picks, onTake }: { matrix: AwardMatrix; picks: Picks; onTake: (picks: Picks) => void }) {
  const { i18n, language } = useWords();
  const money = (minor: bigint) => moneyText({ amountMinor: String(minor), currency: matrix.currency }, language);
  const cheapest = cheapestPicks(matrix);
  const best = bestPicks(matrix);
  const sum = pickSum(matrix, picks);
  const sameBest = same(best, cheapest);
  const plans: readonly (readonly [string, string, Picks])[] = [['cheapest', i18n.t('逐项最低价'), cheapest], ...(sameBest ? [] : [['best', i18n.t('逐项第一名'), best] as const])];
  const own = plans.every(([, , plan]) => !same(plan, picks));
  const moved = [...picks].filter(([lotId, key]) => cheapest.get(lotId) !== key).length;
  return (
    <section className="award-plans" aria-label={i18n.t('方案')}>
      {plans.map(([key, word, plan]) => {
        const of = pickSum(matrix, plan);
        return (
          <button key={key} type="button" className="plan" aria-pressed={same(plan, picks)} disabled={plan.size === 0} data-testid={`award-plan-${key}`} onClick={() => onTake(plan)}>
            <span className="plan-name">{word}</span><b className="num">{money(of.totalMinor)}</b>
            <span className="soft small num">{i18n.t('{n} 家供应商', { n: of.suppliers })}{of.late > 0 ? ` · ${i18n.t('{n} 项晚于要求', { n: of.late })}` : ''}</span>
          </button>
        );
      })}
      <div className={`plan own${own ? ' on' : ''}`} aria-live="polite" data-testid="award-own">
        <span className="plan-name">{own ? i18n.t('我的方案，改 {n} 项', { n: moved }) : i18n.t('现在的选择')}</span>
        <b className="num" data-testid="award-total">{money(sum.totalMinor)}</b>
        <span className="soft small num">
          {sum.overMinor === 0n ? i18n.t('就是最低价') : i18n.t('比逐项最低价贵 {money}（{percent}%）', { money: money(sum.overMinor), percent: sum.overPercent.toFixed(1) })} · <span data-testid="award-suppliers">{i18n.t('{n} 家供应商', { n: sum.suppliers })}</span>
        </span>
      </div>
      <dl className="kpis">
        <div><dd className="num">{sum.chosen} / {sum.waiting}</dd><dt>{i18n.t('已选 / 待定标')}</dt></div>
        <div><dd className="num">{sum.againstTarget === null ? '—' : changeText(sum.againstTarget)}</dd><dt>{i18n.t('对比目标价')}</dt></div>
        <div><dd className="num">{sum.lastDay === null ? '—' : dayText(sum.lastDay, language)}</dd><dt>{sum.late > 0 ? i18n.t('最晚交期 · {n} 项晚于要求', { n: sum.late }) : i18n.t('最晚交期')}</dt></div>
      </dl>
      <button type="button" className="text-button" disabled={picks.size === 0} onClick={() => onTake(new Map())}>{i18n.t('全部清空')}</button>
    </section>
  );
}

/** Who gets how much, and what it would cost to give each all that it bid on. */
export function AwardShares({ matrix, picks, onGive }: { matrix: AwardMatrix; picks: Picks; onGive: (key: string) => void }) {
  const { i18n, language } = useWords();
  const sum = pickSum(matrix, picks);
  const most = sum.shares[0]?.minor ?? 1n;
  const shareOf = new Map(sum.shares.map((share) => [share.key, share]));
  const bidders = matrix.columns.filter(({ key }) => matrix.rows.some(({ stage, cells }) => stage === 'DECIDE' && cells.get(key)?.takeable));
  const ordered = [...bidders].sort((a, b) => Number((shareOf.get(b.key)?.minor ?? 0n) - (shareOf.get(a.key)?.minor ?? 0n)));
  const money = (minor: bigint) => moneyText({ amountMinor: String(minor), currency: matrix.currency }, language);
  return (
    <aside className="panel award-shares" tabIndex={0} aria-label={i18n.t('各家份额')}>
      <h2>{i18n.t('各家份额')}</h2>
      {ordered.length === 0 && <p className="soft">{i18n.t('没有等待定标的报价。')}</p>}
      <ul>
        {ordered.map(({ key, name }) => {
          const share = shareOf.get(key);
          const all = picksFor(matrix, picks, key);
          const more = pickSum(matrix, all).totalMinor - sum.totalMinor;
          const has = share !== undefined && same(all, picks);
          return (
            <li key={key}>
              <span className="spread"><span className="supplier-name" title={name}>{name}</span><span className="num">{share === undefined ? '—' : money(share.minor)}</span></span>
              <svg width="100%" height="6" preserveAspectRatio="none" viewBox="0 0 100 6" aria-hidden="true"><rect width="100" height="6" rx="1" fill="var(--c-bg3)" /><rect width={share === undefined ? 0 : Math.max(1, Number((share.minor * 100n) / most))} height="6" rx="1" fill="var(--st-open-solid)" /></svg>
              <span className="spread small"><span className="soft num">{i18n.t('{n} 项', { n: share?.lots ?? 0 })}</span>{has ? <span className="soft">{i18n.t('所报的全部归它')}</span> : <button type="button" className="text-button num" onClick={() => onGive(key)}>{i18n.t('全给它')} {more < 0n ? '−' : '+'}{money(more < 0n ? -more : more)}</button>}</span>
            </li>
          );
        })}
      </ul>
    </aside>
  );
}

function same(a: Picks, b: Picks): boolean {
  return a.size === b.size && [...a].every(([lotId, key]) => b.get(lotId) === key);
}
