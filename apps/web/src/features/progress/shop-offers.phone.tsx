import { useMutation, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { AnswerOffer, ShopOffers } from '../../generated/progress/shop-work.js';
import type { AnswerOfferMutation, DeclineReason, ShopOffersQuery } from '../../generated/types.js';
import { BigButton, ChoiceButton, Sheet } from '../../components/phone/kit.js';
import { Countdown } from '../../components/signs/countdown.js';
import { StateTag } from '../../components/signs/glyph.js';
import { ProblemNotice } from '../../components/signs/notices.js';
import { useHouse } from '../../lib/api/house.js';
import { newKey } from '../../lib/api/one-at-a-time.js';
import { dayText, moneyText } from '../../lib/format/format.view.js';
import { useCompanyNews } from '../../lib/live/use-live.js';
import { useWords } from '../../lib/words/use-words.js';

type Offer = ShopOffersQuery['awardOffers']['edges'][number]['node'];
type Answer = AnswerOfferMutation['answerAward'];

/** Awards that wait for this shop's yes or no. An answer binds, so it is never kept for later. */
export function ShopOffersCard() {
  const { i18n } = useWords();
  const { gateway, queries } = useHouse();
  const offers = useQuery({ queryKey: ['shop-offers'], queryFn: ({ signal }) => gateway.ask(ShopOffers, {}, signal), refetchInterval: 30_000 });
  const reload = () => void Promise.all([queries.invalidateQueries({ queryKey: ['shop-offers'] }), queries.invalidateQueries({ queryKey: ['shop-work'] })]);
  useCompanyNews((event) => { if (event === 'RESET' || event.type.startsWith('award.')) void queries.invalidateQueries({ queryKey: ['shop-offers'] }, { cancelRefetch: false }); });
  const open = offers.data?.awardOffers.edges.map(({ node }) => node) ?? [];
  if (open.length === 0) return null;
  return (
    <section className="offers" aria-label={i18n.t('等您接单')}>
      <h2>{i18n.t('等您接单')} <span className="soft num">{open.length}</span></h2>
      <ul className="jobs">{open.map((offer) => <li key={offer.id}><OfferCard offer={offer} onAnswered={reload} /></li>)}</ul>
    </section>
  );
}

function OfferCard({ offer, onAnswered }: { offer: Offer; onAnswered: () => void }) {
  const { i18n, language } = useWords();
  const { gateway } = useHouse();
  const [declining, setDeclining] = useState(false);
  // One key for one answer, repeated when the line broke before the answer came.
  const intention = useRef<{ of: string; key: string }>({ of: '', key: '' });
  const answer = useMutation({
    mutationFn: async ({ accept, reason }: { accept: boolean; reason: DeclineReason | null }) => {
      const of = `${accept} ${reason} ${offer.version}`;
      if (intention.current.of !== of) intention.current = { of, key: newKey() };
      return (await gateway.ask(AnswerOffer, { input: { idempotencyKey: intention.current.key, awardId: offer.id, version: offer.version, accept, reason } })).answerAward;
    },
    onSuccess: (result) => { if (result.__typename === 'AwardOffer' || result.__typename === 'VersionConflict') onAnswered(); },
  });
  const reasons: readonly (readonly [DeclineReason, string])[] = [
    ['CAPACITY', i18n.t('忙不过来')], ['DATE', i18n.t('交期太紧')], ['MACHINE', i18n.t('机床不够大')], ['PRICE', i18n.t('价格')], ['MATERIAL', i18n.t('材料')], ['PROCESS', i18n.t('不是我们的工艺')], ['DISTANCE', i18n.t('太远')], ['OTHER', i18n.t('其他')],
  ];
  const { lot, bid } = offer;
  return (
    <article className="card offer" data-testid="shop-offer" data-id={offer.id}>
      <span className="spread"><h3>{lot.title}</h3><StateTag sign="awarded">{i18n.t('请答复')} <Countdown until={offer.acceptBy} /></StateTag></span>
      <span className="spread num"><b>{moneyText(offer.amount, language)}</b><span className="soft">{i18n.t('交 {day}', { day: dayText(bid.promisedDate, language) })}</span></span>
      <span className="soft num">{lot.lines.map((line) => `${line.name} ×${line.quantity}`).join(' · ')}</span>
      {answer.isError && <ProblemNotice problem={answer.error} />}
      {answer.data && answer.data.__typename !== 'AwardOffer' && <Refusal answer={answer.data} />}
      <div className="offer-answers">
        <BigButton disabled={answer.isPending} onClick={() => answer.mutate({ accept: true, reason: null })} data-testid="accept-offer">{i18n.t('接单')}</BigButton>
        <BigButton className="quiet" disabled={answer.isPending} onClick={() => setDeclining(true)}>{i18n.t('不接')}</BigButton>
      </div>
      <Link to="/m/jobs/$lotId" params={{ lotId: lot.id }} className="thumb-link">{i18n.t('看看这个任务')}</Link>
      <Sheet open={declining} title={i18n.t('为什么不接？')} onClose={() => setDeclining(false)}>
        <div className="bid-choices">{reasons.map(([reason, word]) => <ChoiceButton key={reason} onClick={() => { setDeclining(false); answer.mutate({ accept: false, reason }); }}>{word}</ChoiceButton>)}</div>
        <div className="sheet-actions"><BigButton className="quiet" onClick={() => setDeclining(false)}>{i18n.t('先不答复')}</BigButton></div>
      </Sheet>
    </article>
  );
}

function Refusal({ answer }: { answer: Exclude<Answer, { __typename: 'AwardOffer' }> }) {
  return <p className="field-problem" role="alert">{answer.message}{answer.__typename === 'InputRefused' && answer.problems.map(({ path, message }) => <span key={path}> {message}</span>)}</p>;
}
