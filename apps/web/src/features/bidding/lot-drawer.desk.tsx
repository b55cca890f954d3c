import { useEffect, useState } from 'react';
import type { LotEvent } from '#contracts/live.protocol';
import { PriceSteps } from '../../components/charts/price-steps.js';
import { Drawer } from '../../components/desk/drawer.js';
import { PartPicture } from '../../components/signs/part-picture.js';
import { Icon } from '../../components/signs/icon.js';
import { SpokenCountdown } from '../../components/signs/countdown.js';
import { Waiting } from '../../components/signs/notices.js';
import { useHouse } from '../../lib/api/house.js';
import { changePercent, changeText, dayText, moneyText, timeText } from '../../lib/format/format.view.js';
import { useLine, useLot, useServerNow } from '../../lib/live/use-live.js';
import { useWords } from '../../lib/words/use-words.js';
import { LotTag } from './board-cells.desk.js';
import type { BoardLot } from './board.view.js';

/** The course of a lot is read on after a new fact, once however many come together. */
const CATCH_UP_MS = 400;

/** One lot: how its price fell, who stands where under which alias, and its clock. */
export function LotDrawer({ lot, ids, onMove, onClose }: { lot: BoardLot | null; ids: readonly string[]; onMove: (id: string) => void; onClose: () => void }) {
  const { i18n } = useWords();
  const at = lot === null ? -1 : ids.indexOf(lot.id);
  useEffect(() => {
    if (at < 0) return;
    const onKey = (event: KeyboardEvent) => {
      if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
      const next = event.key === ']' ? ids[at + 1] : event.key === '[' ? ids[at - 1] : undefined;
      if (next !== undefined) onMove(next);
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  });
  return (
    <Drawer
      open={lot !== null} onClose={onClose} size={500} mask={false} title={lot === null ? '' : <span><b className="num">{lot.partNo}</b> {lot.name}</span>} closeIcon={<span aria-label={i18n.t('关闭')}><Icon name="close" size={16} /></span>}
      extra={at >= 0 && (
        <span className="row">
          <button type="button" className="plain-button" aria-label={i18n.t('上一个零件')} disabled={at === 0} onClick={() => onMove(ids[at - 1]!)}><Icon name="back" size={16} /></button>
          <button type="button" className="plain-button" aria-label={i18n.t('下一个零件')} disabled={at === ids.length - 1} onClick={() => onMove(ids[at + 1]!)}><Icon name="next" size={16} /></button>
        </span>
      )}
    >
      {lot !== null && <LotDetail key={lot.id} lot={lot} />}
    </Drawer>
  );
}

function LotDetail({ lot }: { lot: BoardLot }) {
  const { i18n, language } = useWords();
  const { live } = useHouse();
  const record = useLot(lot.id, (one) => one);
  const [earlier, setEarlier] = useState<readonly LotEvent[]>([]);
  const { state: line } = useLine();
  const connected = line === 'ONLINE' || line === 'SLOW' || line === 'CATCHING_UP';
  useEffect(() => {
    // A page that opens with this lot is drawn before its line is there.
    if (!connected) return;
    let here = true;
    const timer = setTimeout(() => {
      void live.history(lot.id, earlier.at(-1)?.seq ?? 1).then((events) => { if (here && events.length > 0) setEarlier((known) => [...known, ...events]); });
    }, earlier.length === 0 ? 0 : CATCH_UP_MS);
    return () => { here = false; clearTimeout(timer); };
  }, [live, lot.id, record?.seq, earlier, connected]);
  const now = useServerNow(record?.closesAt ?? null);
  if (record === undefined) return null;
  const bids = earlier.flatMap((event) => (event.type === 'bid' ? [{ atMs: Date.parse(event.t), amount: Number(event.comparable.amountMinor) }] : []));
  const extensions = earlier.flatMap((event) => (event.type === 'extended' ? [Date.parse(event.t)] : []));
  const best = record.best;
  const against = best === null || lot.targetMinor === null ? null : changePercent(lot.targetMinor, best.amountMinor);
  const price = (minor: number) => moneyText({ amountMinor: String(minor), currency: best?.currency ?? 'CNY' }, language);
  const end = Math.min(now ?? Date.parse(record.closesAt), Date.parse(record.closesAt));
  return (
    <div className="lot-detail">
      <div className="spread"><span className="row">{lot.thumbnailUrl !== null && <PartPicture url={lot.thumbnailUrl} size="card" />}<LotTag record={record} /></span>{record.extensions > 0 && <span className="soft num">{i18n.t('延长 {n} 次', { n: record.extensions })}</span>}</div>
      <SpokenCountdown until={record.closesAt} />
      <p className="soft num">{[lot.material, i18n.t('{n} 件', { n: lot.quantity }), lot.targetMinor === null ? null : i18n.t('目标 {price}', { price: price(Number(lot.targetMinor)) })].filter(Boolean).join(' · ')}</p>
      <dl className="kpis">
        <div><dd className="num">{best ? moneyText(best, language) : '—'}</dd><dt>{i18n.t('最低价')}</dt></div>
        <div><dd className="num">{against === null ? '—' : changeText(against)}</dd><dt>{i18n.t('比目标')}</dt></div>
        <div><dd className="num">{record.bidCount ?? '—'}</dd><dt>{i18n.t('报价数')}</dt></div>
      </dl>
      {bids.length > 0
        ? <PriceSteps bids={bids} extensions={extensions} target={lot.targetMinor === null ? null : Number(lot.targetMinor)} untilMs={end} caption={i18n.t('{n} 次报价，延长 {m} 次', { n: bids.length, m: extensions.length })} axis={price} moment={(ms) => timeText(new Date(ms).toISOString())} />
        : record.bidCount === 0 ? <p className="soft">{i18n.t('还没有报价。可以再邀请几家，或放宽交期。')}</p> : record.bidCount === null ? <p className="soft">{i18n.t('报价过程在截标后公开。')}</p> : <Waiting lines={4} />}
      {record.standings.length > 0 && (
        <table className="plain-table">
          <caption className="unseen">{i18n.t('当前名次')}</caption>
          <thead><tr><th scope="col">{i18n.t('名次')}</th><th scope="col">{i18n.t('代号')}</th><th scope="col" className="end">{i18n.t('价格')}</th><th scope="col" className="end">{i18n.t('交期')}</th></tr></thead>
          <tbody>
            {record.standings.map(({ bidId, rank, alias, comparable, promisedDate }) => (
              <tr key={bidId}><td className="num">{rank}</td><td>{alias}</td><td className="end num">{moneyText(comparable, language)}</td><td className="end num">{dayText(promisedDate, language)}</td></tr>
            ))}
          </tbody>
        </table>
      )}
      <p className="soft small">{i18n.t('截标前只显示代号；截标后显示公司。')}</p>
    </div>
  );
}
