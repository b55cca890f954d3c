import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useEffect } from 'react';
import { AcceptNda, ConfirmBid, Job } from '../../generated/bidding/job.js';
import type { JobQuery } from '../../generated/types.js';
import { Papers } from '../../components/papers/papers.js';
import { BigButton, Facts } from '../../components/phone/kit.js';
import { Countdown, SpokenCountdown } from '../../components/signs/countdown.js';
import { StateTag } from '../../components/signs/glyph.js';
import { EmptyNotice, ProblemNotice, Waiting } from '../../components/signs/notices.js';
import { useCommand } from '../../lib/api/use-command.js';
import { useHouse } from '../../lib/api/house.js';
import { countdownText, dayText, moneyText, sizeText } from '../../lib/format/format.view.js';
import { mouldWords } from '../../lib/format/mould.view.js';
import { useLot, useServerNow } from '../../lib/live/use-live.js';
import type { LotRecord } from '../../lib/live/lot-record.view.js';
import { useWords } from '../../lib/words/use-words.js';
import { BidBar } from './bid-bar.phone.js';
import { gapToLead } from './bid-form.view.js';
import { jobSeed, operations, pieces } from './job.view.js';
import './job.phone.css';

type Lot = NonNullable<JobQuery['bidderLot']>;

/** Am I winning, what would it take, how long is left. */
export default function JobPage() {
  const { i18n } = useWords();
  const { lotId } = useParams({ strict: false }) as { lotId: string };
  const { gateway, live } = useHouse();
  const job = useQuery({ queryKey: ['job', lotId], queryFn: ({ signal }) => gateway.ask(Job, { id: lotId }, signal), staleTime: 60_000 });
  const lot = job.data?.bidderLot;
  useEffect(() => (lot ? live.watchLot(lot.id, jobSeed(lot)) : undefined), [live, lot]);
  if (job.isError && !job.data) return <ProblemNotice problem={job.error} onRetry={() => void job.refetch()} />;
  if (job.isPending) return <Waiting lines={9} />;
  if (!lot) return <EmptyNotice title={i18n.t('没有这个任务')}><Link to="/m">{i18n.t('看看别的任务')}</Link></EmptyNotice>;
  return <LiveJob lot={lot} asOf={job.dataUpdatedAt} reload={() => void job.refetch()} />;
}

function LiveJob({ lot, asOf, reload }: { lot: Lot; asOf: number; reload: () => void }) {
  const record = useLot(lot.id, (one) => one) ?? jobSeed(lot);
  const outdated = record.termsVersion !== lot.termsVersion;
  useEffect(() => { if (outdated) reload(); });
  return (
    <>
      <JobClock lot={lot} record={record} />
      <Place lot={lot} record={record} />
      {record.state === 'PUBLISHED' && record.myBid?.state === 'NEEDS_CONFIRMATION' && <Confirm record={record} bidId={record.myBid.bidId} onConfirmed={reload} />}
      <JobPapers lot={lot} asOf={asOf} reload={reload} />
      <JobFacts lot={lot} />
      {lot.ndaToAccept !== null && <Nda lotId={lot.id} nda={lot.ndaToAccept} onAccepted={reload} />}
      {lot.ndaToAccept === null && record.state === 'PUBLISHED' && <BidBar lot={lot} record={record} />}
    </>
  );
}

function JobClock({ lot, record }: { lot: Lot; record: LotRecord }) {
  const { i18n, language } = useWords();
  const now = useServerNow(record.closesAt);
  const soft = lot.rules.softClose;
  const left = now === null ? null : Date.parse(record.closesAt) - now;
  useEffect(() => { document.title = `${left === null ? '' : `${countdownText(left, language)} · `}${lot.title} · 模享`; }, [left === null ? null : Math.floor(left / 1_000), lot.title, language]);
  const early = now !== null && Date.parse(lot.opensAt) > now;
  return (
    <section className="job-clock">
      <p className="soft num">{lot.title} · {lot.lines[0]!.material ?? ''} · {i18n.t('{n} 件', { n: pieces(lot) })}</p>
      {record.state === 'PUBLISHED'
        ? <><Countdown until={early ? lot.opensAt : record.closesAt} className={`clock${left !== null && left < 60_000 ? ' last' : ''}`} /><SpokenCountdown until={record.closesAt} /></>
        : <LotOver record={record} />}
      <p className="soft">
        {early ? i18n.t('尚未开始') : soft === null ? i18n.t('到点截标，不延长') : i18n.t('最后 {window} 秒有更低价会自动延长 {extend} 秒', { window: soft.windowSeconds, extend: soft.extendSeconds })}
        {soft !== null && record.extensions > 0 && <> · {i18n.t('已延长 {n} 次，最多 {most} 次', { n: record.extensions, most: soft.maxExtensions })}</>}
      </p>
    </section>
  );
}

function LotOver({ record }: { record: LotRecord }) {
  const { i18n } = useWords();
  const state = record.myBid?.state;
  if (state === 'WON') return <StateTag sign="lead">{i18n.t('您中选了')}</StateTag>;
  if (state === 'LOST') return <StateTag sign="draft">{i18n.t('未中')}</StateTag>;
  if (record.state === 'CANCELLED') return <StateTag sign="stopped">{i18n.t('买方已撤销')}</StateTag>;
  if (record.state === 'UNSUCCESSFUL') return <StateTag sign="stopped">{i18n.t('流标')}</StateTag>;
  if (record.state === 'SUSPENDED') return <StateTag sign="stopped">{i18n.t('中止')}</StateTag>;
  return <StateTag sign="evaluating">{i18n.t('已截标，待买方定标')}</StateTag>;
}

/** Where the own bid stands, as far as this tender's rules tell; what they do not tell is not in the page at all. */
function Place({ lot, record }: { lot: Lot; record: LotRecord }) {
  const { i18n, language } = useWords();
  const { market, myBid } = record;
  const rank = market?.rank ?? null;
  const gap = gapToLead(myBid?.amount.amountMinor ?? null, market?.best?.amountMinor ?? null, lot.rules.currency);
  const others = market?.bidCount ?? null;
  if (myBid === null) {
    return (
      <section className="job-place" data-testid="job-place">
        <p className="place-words">{i18n.t('您还没有报价')}</p>
        <p className="num">{market?.best ? i18n.t('最低 {price}', { price: moneyText(market.best, language) }) : lot.rules.visibility === 'SEALED' ? i18n.t('密封报价，截标后揭晓') : i18n.t('只显示名次，不显示价格')}{others === null ? '' : ` · ${i18n.t('{n} 家', { n: others })}`}</p>
      </section>
    );
  }
  return (
    <section className="job-place" data-testid="job-place" data-seq={record.seq}>
      {rank === null
        ? <p className="place-words">{i18n.t('已收到您的报价')}</p>
        : <p className="place-words"><StateTag sign={rank === 1 ? 'lead' : 'behind'} bare>{rank}</StateTag> {rank === 1 ? i18n.t('您领先') : i18n.t('第 {rank} 名', { rank })}{others === null ? '' : ` / ${i18n.t('{n} 家', { n: others })}`}</p>}
      <p className="num">
        {i18n.t('您报 {price}', { price: moneyText(myBid.amount, language) })}
        {gap !== null && <> · {i18n.t('比第 1 名高 {percent}%，再降 {price} 即可领先', { percent: gap.percent, price: moneyText({ amountMinor: gap.minor, currency: lot.rules.currency }, language) })}</>}
      </p>
    </section>
  );
}

/** The lot was amended: one press says that the price stands. Whoever wants another price bids anew below. */
function Confirm({ record, bidId, onConfirmed }: { record: LotRecord; bidId: string; onConfirmed: () => void }) {
  const { i18n, language } = useWords();
  const { gateway } = useHouse();
  const command = useCommand();
  const onClick = async () => {
    const { termsVersion } = record;
    const done = await command.run({ bidId, termsVersion }, 'BidPlaced', async (idempotencyKey) => (await gateway.ask(ConfirmBid, { input: { idempotencyKey, bidId, termsVersion } })).confirmBid);
    if (done !== null) onConfirmed();
  };
  return (
    <section className="bid-bar" data-testid="confirm-bid">
      <p className="bid-warning" role="status">{i18n.t('标的有修改，您的报价确认后才有效。')}</p>
      {command.message !== null && <p className="bid-warning" role="alert">{command.message}</p>}
      {command.problem !== null && <ProblemNotice problem={command.problem} />}
      <BigButton disabled={command.busy} onClick={() => void onClick()} data-testid="confirm-bid-send">{i18n.t('按 {price} 确认', { price: moneyText(record.myBid!.amount, language) })}</BigButton>
    </section>
  );
}

function JobFacts({ lot }: { lot: Lot }) {
  const { i18n, language } = useWords();
  const line = lot.lines[0]!;
  return (
    <section className="card">
      <Facts facts={[
        [i18n.t('尺寸'), <span key="size" className="num">{sizeText(line.size)}</span>],
        [i18n.t('材料'), [line.material, line.hardness].filter(Boolean).join(' ')],
        [i18n.t('工序'), operations(lot).join(' · ')],
        [i18n.t('交期'), dayText(line.requestedDate, language)],
        [i18n.t('模具'), mouldWords(lot.papers)],
        [i18n.t('供料'), line.materialSupply === 'SUPPLIER' ? i18n.t('包料') : i18n.t('来料')],
        [i18n.t('价格'), `${lot.rules.taxIncluded ? i18n.t('含税') : i18n.t('未税')} · ${lot.rules.freightIncluded ? i18n.t('含运费') : i18n.t('不含运费')}`],
        [i18n.t('付款'), lot.terms.payment],
        [i18n.t('适合'), lot.fit.reasons.length === 0 ? null : <ul key="fit">{lot.fit.reasons.map((reason) => <li key={reason}>✓ {reason}</li>)}</ul>],
      ]} />
      <details>
        <summary>{i18n.t('规则')}</summary>
        <ul className="job-rules">{lot.rules.inWords.map((sentence) => <li key={sentence}>{sentence}</li>)}</ul>
      </details>
    </section>
  );
}

/** Picture, drawings and model of what is asked, as far as the buyer shows them now. */
function JobPapers({ lot, asOf, reload }: { lot: Lot; asOf: number; reload: () => void }) {
  const { i18n } = useWords();
  const locked = lot.ndaToAccept !== null ? i18n.t('接受保密约定后可以看图。') : lot.drawingStage === 'OUTLINE' ? i18n.t('定标前买方只给外形。') : i18n.t('图上有您公司和您的名字；买方看得到谁看过。');
  return <div className="job-papers"><Papers lines={lot.papers} subjectIds={[lot.id]} asOf={asOf} title={lot.title} locked={locked} reload={reload} /></div>;
}

function Nda({ lotId, nda, onAccepted }: { lotId: string; nda: { text: string; sha256: string }; onAccepted: () => void }) {
  const { i18n } = useWords();
  const { gateway } = useHouse();
  const command = useCommand();
  const onClick = async () => {
    if (await command.run({ lotId, nda: nda.sha256 }, 'BidderLot', async (idempotencyKey) => (await gateway.ask(AcceptNda, { input: { idempotencyKey, lotId, sha256: nda.sha256 } })).acceptNda) !== null) onAccepted();
  };
  return (
    <section className="bid-bar nda">
      <details><summary>{i18n.t('报价前请接受保密约定')}</summary><p className="nda-text">{nda.text}</p></details>
      {command.message !== null && <p className="bid-warning" role="alert">{command.message}</p>}
      {command.problem !== null && <ProblemNotice problem={command.problem} />}
      <BigButton disabled={command.busy} onClick={() => void onClick()} data-testid="accept-nda">{i18n.t('接受并报价')}</BigButton>
    </section>
  );
}
