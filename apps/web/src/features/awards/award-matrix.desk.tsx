import { useEffect, useState } from 'react';
import { Matrix } from '../../components/grid/matrix.js';
import type { CellPlace } from '../../components/grid/matrix.view.js';
import { Countdown } from '../../components/signs/countdown.js';
import { Glyph, StateTag } from '../../components/signs/glyph.js';
import { dayText, moneyText } from '../../lib/format/format.view.js';
import { useWords } from '../../lib/words/use-words.js';
import { wishCost, type AwardMatrix, type MatrixRow, type Picks } from './award-matrix.view.js';
import { AwardCourse } from './award-words.desk.js';
import type { AwardTrouble } from './use-award.js';

const NO_CELL = { className: 'none', selected: false, disabled: true };

/** Lots against suppliers. The line below says what the cell under the caret or pointer would cost. */
export function AwardMatrixView({ matrix, rows, picks, onChoose, trouble, goTo, onGone }: {
  matrix: AwardMatrix; rows: readonly MatrixRow[]; picks: Picks; onChoose: (lotId: string, key: string) => void; trouble: AwardTrouble | null; goTo: string | null; onGone: () => void;
}) {
  const { i18n, language } = useWords();
    const [hovered, setHovered] = useState<CellPlace | null>(null);
  const byId = new Map(rows.map((row) => [row.lotId, row]));
  const columns = matrix.columns.filter(({ key }) => rows.some(({ cells }) => cells.has(key)));
  const keys = columns.map(({ key }) => key);
  const [at, setAt] = useState<CellPlace>(() => ({ row: 0, column: Math.max(0, keys.indexOf(picks.get(rows[0]?.lotId ?? '') ?? '')) }));
  const place = { row: Math.min(at.row, rows.length - 1), column: Math.min(at.column, Math.max(0, keys.length - 1)) };
  const money = (minor: bigint) => moneyText({ amountMinor: String(minor), currency: matrix.currency }, language);
  useEffect(() => {
    if (goTo === null) return;
    const row = rows.findIndex(({ lotId }) => lotId === goTo);
    if (row >= 0) { setAt({ row, column: Math.max(0, keys.indexOf(picks.get(goTo) ?? '')) }); document.querySelector<HTMLElement>('[data-testid="award-matrix"]')?.focus(); }
    onGone();
  }, [goTo]);

  const cellState = (lotId: string, column: number) => {
    const row = byId.get(lotId)!;
    const cell = row.cells.get(keys[column]!);
    if (cell === undefined) return NO_CELL;
    const awarded = row.award?.bidId === cell.bidId;
    const lowest = row.cheapest === keys[column];
    return { className: `${lowest ? 'lowest' : ''}${awarded ? ' awarded' : ''}${cell.takeable || awarded ? '' : ' out'}`, selected: picks.get(lotId) === keys[column] || awarded, disabled: row.stage !== 'DECIDE' || !cell.takeable };
  };
  const cell = (lotId: string, column: number) => {
    const row = byId.get(lotId)!;
    const one = row.cells.get(keys[column]!);
    if (one === undefined) return <span className="softer" aria-label={i18n.t('未报')}>·</span>;
    const word = one.fell === 'DECLINED' ? i18n.t('拒单') : one.fell === 'LAPSED' ? i18n.t('逾期未接') : one.state === 'WITHDRAWN' ? i18n.t('已撤回') : one.state === 'DISQUALIFIED' ? i18n.t('作废') : one.state === 'EXPIRED' ? i18n.t('已过期')
      : one.state === 'STANDBY' && row.award !== null ? i18n.t('候补') : null;
    return (
      <>
        <span className="price num">{row.cheapest === keys[column] && <span className="lowest-mark"><Glyph sign="lead" /><span className="unseen">{i18n.t('最低')}</span></span>}{money(one.minor)}</span>
        <span className="small num">{word ?? dayText(one.promisedDate, language)}{word === null && one.daysLate > 0 && <span className="late-days" title={i18n.t('晚 {n} 天', { n: one.daysLate })}> {i18n.t('+{n} 天', { n: one.daysLate })}</span>}</span>
      </>
    );
  };
  return (
    <>
      <Matrix
        label={i18n.t('标的与供应商')} fixed={[{ key: 'part', head: i18n.t('零件'), width: 220 }, { key: 'decision', head: i18n.t('决定'), width: 200 }]} columns={columns.map(({ key, name, bids }) => ({ key, head: <span title={name}><span className="supplier-name">{name}</span> <span className="softer num">{bids}</span></span> }))}
        columnWidth={118} rowIds={rows.map(({ lotId }) => lotId)} rowHeight={48} cell={cell} cellState={cellState} rowClass={(lotId) => (trouble?.lotId === lotId ? 'troubled' : '')}
        fixedCells={(lotId) => {
          const row = byId.get(lotId)!;
          return [
            <span key="part" className="part-cell"><b className="num">{row.partNo}</b><span className="soft small">{row.name}{row.quantity > 1 ? ` ×${row.quantity}` : ''}</span></span>,
            trouble?.lotId === lotId ? <span key="trouble" className="trouble small" role="alert" title={trouble.message}>{trouble.message}</span> : <Decision key="decision" matrix={matrix} row={row} picks={picks} />,
          ];
        }}
        at={place} onMove={setAt} onHover={setHovered} testId="award-matrix"
        onChoose={({ row, column }) => { const lotId = rows[row]!.lotId; if (!cellState(lotId, column).disabled) onChoose(lotId, keys[column]!); }}
      />
      <Wish matrix={matrix} row={rows[(hovered ?? place).row]} supplier={columns[(hovered ?? place).column]} picks={picks} />
    </>
  );
}

function Decision({ matrix, row, picks }: { matrix: AwardMatrix; row: MatrixRow; picks: Picks }) {
  const { i18n, language } = useWords();
  if (row.award !== null) return <AwardCourse award={row.award} fallen={row.course.filter(({ state }) => state === 'DECLINED' || state === 'LAPSED')} />;
  if (row.stage === 'BIDDING') return <span className="row small soft"><StateTag sign="open">{i18n.t('询价中')}</StateTag><Countdown until={row.closesAt} /></span>;
  if (row.stage === 'NONE') return <StateTag sign="stopped">{i18n.t('没有可取的报价')}</StateTag>;
  const key = picks.get(row.lotId);
  if (key === undefined) return <StateTag sign="draft">{i18n.t('未选')}</StateTag>;
  const over = row.cells.get(key)!.minor - row.cells.get(row.cheapest!)!.minor;
  const over100 = over === 0n ? i18n.t('最低价') : `+${moneyText({ amountMinor: String(over), currency: matrix.currency }, language)}`;
  return <span className="part-cell"><span className="supplier-name">{matrix.columns.find((column) => column.key === key)!.name}</span><span className="soft small num">{over100}</span></span>;
}

/** What the wish at hand costs, at once and in words. */
function Wish({ matrix, row, supplier, picks }: { matrix: AwardMatrix; row: MatrixRow | undefined; supplier: AwardMatrix['columns'][number] | undefined; picks: Picks }) {
  const { i18n, language } = useWords();
  const cost = row === undefined || supplier === undefined ? null : wishCost(matrix, picks, row, supplier.key);
  const cell = row?.cells.get(supplier?.key ?? '');
  const signed = (minor: bigint) => `${minor < 0n ? '−' : '+'}${moneyText({ amountMinor: String(minor < 0n ? -minor : minor), currency: matrix.currency }, language)}`;
  return (
    <p className="award-wish num" aria-live="polite" data-testid="award-wish">
      {row === undefined || supplier === undefined ? ' ' : (
        <>
          <b>{row.partNo}</b> → {supplier.name}:{' '}
          {cost === null || cell === undefined ? i18n.t('没有报这一项') : cost.chosen ? i18n.t('已选，回车取消') : (
            <>
              {cost.minor === 0n ? i18n.t('价格不变') : `${signed(cost.minor)} (${cost.percent > 0 ? '+' : ''}${cost.percent.toFixed(1)}%)`}
              {' · '}{cost.days === 0 ? i18n.t('交期不变') : cost.days < 0 ? i18n.t('早 {n} 天', { n: -cost.days }) : i18n.t('晚 {n} 天', { n: cost.days })}
              {row.stage === 'DECIDE' && <>{' · '}{cost.suppliersAfter === cost.suppliersBefore ? i18n.t('{n} 家供应商', { n: cost.suppliersAfter }) : i18n.t('供应商 {before} → {after} 家', { before: cost.suppliersBefore, after: cost.suppliersAfter })}</>}
              {' · '}{cost.against === 'CHOICE' ? i18n.t('与现在的选择相比') : i18n.t('与最低价相比')}
            </>
          )}
          {cell?.note && <span className="soft"> · {i18n.t('备注：{note}', { note: cell.note })}</span>}
        </>
      )}
    </p>
  );
}
