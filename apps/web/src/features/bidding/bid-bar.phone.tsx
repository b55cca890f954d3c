import { useEffect, useState, type FormEvent } from 'react';
import type { LiveRefusal } from '#contracts/live.protocol';
import type { JobQuery } from '../../generated/types.js';
import { BigButton, ChoiceButton, Sheet } from '../../components/phone/kit.js';
import { moneyText, readMoney, timeText, writeMoney } from '../../lib/format/format.view.js';
import { useLine } from '../../lib/live/use-live.js';
import type { LotRecord } from '../../lib/live/lot-record.view.js';
import { useWords } from '../../lib/words/use-words.js';
import { adviceOn, leading, lowered } from './bid-form.view.js';
import { useBid, type BidState } from './use-bid.js';

type Lot = NonNullable<JobQuery['bidderLot']>;
/** VAT of the trade, where no amount of the market says another. */
const USUAL_TAX = '13';

/** The price, its limit beside it, and one button that repeats the number. What was typed stays, whatever happens. */
export function BidBar({ lot, record }: { lot: Lot; record: LotRecord }) {
  const { i18n, language } = useWords();
  const { state: line } = useLine();
  const { state, send } = useBid();
  const { market, myBid } = record;
  const { currency } = lot.rules;
  const ceiling = market?.highestAcceptable ?? lot.ceiling;
  const ceilingMinor = ceiling?.amountMinor ?? null;
  const bestMinor = market?.best?.amountMinor ?? null;
  // A bid that waits for its confirmation does not count; a new one starts from the market.
  const ownMinor = myBid === null || myBid.state === 'NEEDS_CONFIRMATION' ? null : myBid.amount.amountMinor;
  const [text, setText] = useState('');
  const [day, setDay] = useState(myBid?.promisedDate ?? lot.lines.map(({ requestedDate }) => requestedDate).sort()[0]!);
  const [asking, setAsking] = useState<{ percent: string } | null>(null);

  const minor = readMoney(text, currency);
  const advice = adviceOn(minor, { ceilingMinor, bestMinor, ownMinor, confirmDropPercent: lot.rules.confirmDropPercent });
  const price = (amountMinor: string) => moneyText({ amountMinor, currency }, language);
  const base = ownMinor ?? ceilingMinor ?? bestMinor;
  const lead = bestMinor === null || market?.rank === 1 ? null : leading(bestMinor, ceilingMinor, currency);
  const choices: readonly (readonly [string, string | null])[] = lot.rules.visibility === 'SEALED' ? [] : [
    ['−1%', base === null ? null : lowered(base, 1, ceilingMinor, currency)], ['−3%', base === null ? null : lowered(base, 3, ceilingMinor, currency)], ...(bestMinor === null ? [] : [[i18n.t('领先价'), lead] as const]),
  ];
  const sent = state.kind === 'SENT';
  const connected = line === 'ONLINE' || line === 'SLOW' || line === 'CATCHING_UP';

  const place = (confirmDrop: boolean) => {
    if (minor === null) return;
    setAsking(null);
    const amount = { amountMinor: minor, currency, taxIncluded: lot.rules.taxIncluded, taxRate: ceiling?.taxRate ?? market?.best?.taxRate ?? USUAL_TAX };
    void send({ lotId: lot.id, termsVersion: record.termsVersion, amount, promisedDate: day, confirmDrop });
  };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (advice.kind === 'BIG_DROP') setAsking({ percent: advice.percent });
    else if (advice.kind === 'FINE' || advice.kind === 'TIE') place(false);
  };
  const refusedDrop = state.kind === 'REFUSED' && state.refusal.code === 'BID_DROP_UNCONFIRMED' ? state.refusal.dropPercent : null;
  useEffect(() => { if (refusedDrop !== null) setAsking({ percent: refusedDrop }); }, [refusedDrop, state]);

  const note = advice.kind === 'ABOVE_CEILING' ? i18n.t('最高可报 {price}', { price: price(advice.ceilingMinor) })
    : advice.kind === 'NO_AMOUNT' && text !== '' ? i18n.t('请填写金额，如 1180')
    : advice.kind === 'TIE' ? i18n.t('同价时先到者优先') : null;
  return (
    <form className="bid-bar" onSubmit={onSubmit} data-testid="bid-bar">
      <Told state={state} />
      {!connected && <p className="bid-warning" role="status">{i18n.t('没有连接，现在不能报价；内容会保留。')}</p>}
      {choices.length > 0 && <div className="bid-choices">{choices.map(([word, value]) => <ChoiceButton key={word} disabled={value === null || sent} onClick={() => value !== null && setText(writeMoney(value, currency))}>{word}</ChoiceButton>)}</div>}
      <div className="bid-fields">
        <div className="field"><label htmlFor="bid">{i18n.t('我的报价')}{ceilingMinor !== null && <span className="num">（≤ {price(ceilingMinor)}）</span>}</label>
          <input id="bid" className="num bid-input" inputMode="decimal" autoComplete="off" value={text} onChange={({ target }) => setText(target.value)} aria-invalid={advice.kind === 'ABOVE_CEILING' || undefined} aria-describedby="bid-note" /></div>
        <div className="field"><label htmlFor="bid-day">{i18n.t('交期')}</label><input id="bid-day" type="date" required value={day} onChange={({ target }) => setDay(target.value)} /></div>
      </div>
      <p id="bid-note" className={advice.kind === 'TIE' ? 'field-hint' : 'field-problem'} role={note === null ? undefined : 'status'}>{note}</p>
      <BigButton type="submit" disabled={sent || !connected || advice.kind === 'NO_AMOUNT' || advice.kind === 'SAME' || advice.kind === 'ABOVE_CEILING'} data-testid="bid-send">
        {sent ? i18n.t('正在送达…') : minor === null ? i18n.t('填写报价') : advice.kind === 'SAME' ? i18n.t('已报 {price}', { price: price(minor) }) : ownMinor === null ? i18n.t('报 {price}', { price: price(minor) }) : i18n.t('降到 {price}', { price: price(minor) })}
      </BigButton>
      <Sheet open={asking !== null} title={i18n.t('您将降 {percent}%，确定？', { percent: asking?.percent ?? '' })} onClose={() => setAsking(null)}>
        <p className="num">{minor === null ? '' : price(minor)}{ownMinor === null ? '' : ` ← ${price(ownMinor)}`}</p>
        <div className="sheet-actions"><BigButton onClick={() => place(true)} data-testid="bid-confirm">{i18n.t('确定报价')}</BigButton><BigButton className="quiet" onClick={() => setAsking(null)}>{i18n.t('再想想')}</BigButton></div>
      </Sheet>
    </form>
  );
}

/** What became of the bid: taken with its receipt, refused with the number that would pass, or not there yet. */
function Told({ state }: { state: BidState }) {
  const { i18n, language } = useWords();
  if (state.kind === 'TAKEN') {
    const { receipt } = state.taken;
    return (
      <div className="bid-taken" role="status" data-testid="bid-receipt" data-seq={state.taken.seq}>
        <span><b>✓ {i18n.t('已收到')}</b> <span className="num">#{receipt.receiptNo} · {timeText(receipt.decidedAt)}</span></span>
        <a download={`receipt-${receipt.receiptNo}.json`} href={`data:application/json;charset=utf-8,${encodeURIComponent(JSON.stringify(receipt, null, 2))}`}>{i18n.t('保存回执')}</a>
      </div>
    );
  }
  if (state.kind === 'REFUSED') return <p className="bid-warning" role="alert" data-testid="bid-refused" data-code={state.refusal.code}>{refusalWords(state.refusal, (money) => moneyText(money, language), i18n)}</p>;
  if (state.kind === 'PROBLEM') return <p className="bid-warning" role="alert">{state.message} <code className="mono">{state.requestId}</code></p>;
  if (state.kind === 'UNANSWERED') return <p className="bid-warning" role="alert">{i18n.t('没有收到答复，这次报价可能没有生效。请看下面的名次，再决定。')}</p>;
  if (state.kind === 'SENT' && state.delivery === 'LATE') return <p className="bid-warning" role="status" data-testid="bid-late">{i18n.t('还没送达，正在重试')}</p>;
  if (state.kind === 'SENT' && state.delivery === 'UNDELIVERED') return <p className="bid-warning strong" role="alert" data-testid="bid-undelivered">{i18n.t('仍未送达，请检查网络')}</p>;
  return null;
}

function refusalWords(refusal: LiveRefusal, price: (money: { amountMinor: string; currency: string }) => string, i18n: ReturnType<typeof useWords>['i18n']): string {
  switch (refusal.code) {
    case 'BID_ABOVE_CEILING': return i18n.t('最高可报 {price}', { price: price(refusal.highestAcceptable) });
    case 'LOT_NOT_OPEN': return i18n.t('已截标（{time}），这次报价没有生效', { time: timeText(refusal.closesAt) });
    case 'BID_DROP_UNCONFIRMED': return i18n.t('降幅 {percent}%，需要您再确认一次', { percent: refusal.dropPercent });
    case 'TERMS_OUTDATED': return i18n.t('条款刚有修改，请看过再报');
    case 'INPUT_REFUSED': return refusal.problems.map(({ message }) => message).join('；') || refusal.message;
    case 'NOT_QUALIFIED':
    case 'STATE_REFUSED':
    case 'LIMIT_REACHED': return refusal.message;
  }
}
