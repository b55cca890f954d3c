import type { ReactNode } from 'react';
import { StripPlot } from '../../components/charts/strip-plot.js';
import { PartPicture } from '../../components/signs/part-picture.js';
import { Countdown } from '../../components/signs/countdown.js';
import { StateTag } from '../../components/signs/glyph.js';
import { useHouse } from '../../lib/api/house.js';
import { changePercent, changeText, moneyText } from '../../lib/format/format.view.js';
import { useLot, useServerNow } from '../../lib/live/use-live.js';
import type { LotRecord } from '../../lib/live/lot-record.view.js';
import { useWords } from '../../lib/words/use-words.js';
import { CLOSING_MS, type BoardLot } from './board.view.js';

const FLASH_MS = 2_000;

/** The cells of one row; those that live are components of their own, so that a new bid paints four cells and nothing else. */
export function useBoardCells(lots: ReadonlyMap<string, BoardLot>): (id: string) => ReactNode[] {
  // A mould without a model needs no column of empty frames.
  const pictured = [...lots.values()].some(({ thumbnailUrl }) => thumbnailUrl !== null);
  return (id) => {
    const lot = lots.get(id)!;
    return [
      <span key="part" className={pictured ? 'with-picture' : ''}>{pictured && <PartPicture url={lot.thumbnailUrl} />}<span><b className="num">{lot.partNo}</b> {lot.name}</span></span>,
      lot.material ?? '—',
      lot.quantity,
      <Best key="best" lot={lot} />,
      <AgainstTarget key="target" lot={lot} />,
      <Spread key="spread" lot={lot} />,
      <Count key="bids" lot={lot} />,
      <LotState key="state" lot={lot} />,
    ];
  };
}

/** True for a moment after a fact of this kind; what scrolls into sight later does not flash for old news. */
function useFresh(id: string, types: readonly string[]): number | null {
  const { live } = useHouse();
  return useLot(id, ({ last }) => {
    const now = live.serverNow();
    return last !== null && types.includes(last.type) && now !== null && now - Date.parse(last.t) < FLASH_MS ? last.seq : null;
  }) ?? null;
}

function Best({ lot }: { lot: BoardLot }) {
  const { language } = useWords();
  const best = useLot(lot.id, (record) => record.best);
  const seq = useLot(lot.id, (record) => record.seq);
  const fresh = useFresh(lot.id, ['bid', 'bid-out']);
  return <span key={fresh} className={fresh === null ? '' : 'flash'} data-seq={seq} data-testid="board-best">{best ? moneyText(best, language) : '—'}</span>;
}

function AgainstTarget({ lot }: { lot: BoardLot }) {
  const best = useLot(lot.id, (record) => record.best?.amountMinor ?? null) ?? null;
  const percent = best === null || lot.targetMinor === null ? null : changePercent(lot.targetMinor, best);
  return <>{percent === null ? '—' : changeText(percent)}</>;
}

function Spread({ lot }: { lot: BoardLot }) {
  const { i18n, language } = useWords();
  const standings = useLot(lot.id, (record) => record.standings) ?? [];
  const first = standings[0];
  const last = standings.at(-1);
  if (first === undefined || last === undefined) return <>—</>;
  const label = i18n.t('{n} 个报价，最低 {low}，最高 {high}', { n: standings.length, low: moneyText(first.comparable, language), high: moneyText(last.comparable, language) });
  return <StripPlot amounts={standings.map(({ comparable }) => Number(comparable.amountMinor))} target={lot.targetMinor === null ? null : Number(lot.targetMinor)} label={label} />;
}

function Count({ lot }: { lot: BoardLot }) {
  return <>{useLot(lot.id, (record) => record.bidCount) ?? '—'}</>;
}

function LotState({ lot }: { lot: BoardLot }) {
  const record = useLot(lot.id, (one) => one);
  return record ? <LotTag record={record} /> : null;
}

/** The state of a lot as its owner reads it; in the last three minutes the clock is the state. */
export function LotTag({ record }: { record: LotRecord }) {
  const { i18n } = useWords();
  const open = record.state === 'PUBLISHED';
  const now = useServerNow(open ? record.closesAt : null);
  const left = now === null ? Infinity : Date.parse(record.closesAt) - now;
  if (open && left < CLOSING_MS) {
    const extended = record.extensions > 0 ? ` ${i18n.t('延长 {n} 次', { n: record.extensions })}` : '';
    return left > 0 ? <StateTag sign="closing">{i18n.t('截标')} <Countdown until={record.closesAt} />{extended}</StateTag> : <StateTag sign="evaluating">{i18n.t('正在截标')}</StateTag>;
  }
  if (open && record.bidCount === 0) return <span className="row"><StateTag sign="stopped">{i18n.t('无人报价')}</StateTag><Countdown until={record.closesAt} className="soft" /></span>;
  if (open && record.bidCount === 1) return <span className="row"><StateTag sign="risk">{i18n.t('仅 1 家报价')}</StateTag><Countdown until={record.closesAt} className="soft" /></span>;
  switch (record.state) {
    case 'PUBLISHED': return <span className="row"><StateTag sign="open">{i18n.t('询价中')}</StateTag><Countdown until={record.closesAt} className="soft" /></span>;
    case 'SUSPENDED': return <StateTag sign="stopped">{i18n.t('中止')}</StateTag>;
    case 'CLOSED': return <StateTag sign="evaluating">{i18n.t('已截止')}</StateTag>;
    case 'EVALUATING': return <StateTag sign="evaluating">{i18n.t('比价中')}</StateTag>;
    case 'PARTIALLY_AWARDED': return <StateTag sign="awarded">{i18n.t('部分定标')}</StateTag>;
    case 'AWARDED': return <StateTag sign="awarded">{i18n.t('已定标')}</StateTag>;
    case 'COMPLETED': return <StateTag sign="done">{i18n.t('已转单')}</StateTag>;
    case 'UNSUCCESSFUL': return <StateTag sign="stopped">{i18n.t('流标')}</StateTag>;
    case 'CANCELLED': return <StateTag sign="stopped">{i18n.t('撤销')}</StateTag>;
    default: return <StateTag sign="draft">{i18n.t('草稿')}</StateTag>;
  }
}
