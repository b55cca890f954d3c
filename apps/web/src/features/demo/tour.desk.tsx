import { useQuery } from '@tanstack/react-query';
import { Link, useLocation, useRouter, useSearch } from '@tanstack/react-router';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { Awardable } from '../../generated/demo/demo.js';
import { useHouse } from '../../lib/api/house.js';
import { useWords } from '../../lib/words/use-words.js';
import { rememberedStep, rememberStep } from './tour-memory.js';
import { afterStep, beside, isShown, mostToAward, movedOn, TOUR, tourPlace, type Box, type TourStep } from './tour.view.js';
import './tour.desk.css';

/** The control that each hint stands beside. The row is one with bids: only such a lot has a course to look at. */
const CONTROLS: Readonly<Record<(typeof TOUR)[number], string>> = {
  ROW: '[data-testid="board-row"]:has(svg circle)', COURSE: '.lot-detail .price-steps', PHONE: '[data-testid="join-link"]', AWARD: '.rail a[href="/buy/tenders"]', CHOOSE: '#page h1',
};
const AWARD_PAGE = '/buy/tenders/$tenderId/award';
const LOOK_MS = 200;
const ASK_MS = 5_000;

/** From the first look at the board to the first award: one sentence beside one control at a time. Put away once, it does not come back. */
export function Tour() {
  const { gateway } = useHouse();
  const { pathname } = useLocation();
  const { lot } = useSearch({ strict: false }) as { lot?: string };
  const { routesByPath } = useRouter();
  const [kept, setKept] = useState(rememberedStep);
  const place = tourPlace(pathname, lot);
  const step = movedOn(kept, place);
  const go = (next: TourStep) => { rememberStep(next); setKept(next); };
  useEffect(() => { if (step !== kept) go(step); });
  // Whoever enters the demo on this page begins here.
  useEffect(() => { if (kept === 'OVER') setKept(rememberedStep()); }, [pathname, kept]);

  const seeking = step === 'AWARD' && AWARD_PAGE in routesByPath;
  const toAward = useQuery({
    queryKey: ['to-award'], enabled: seeking, refetchInterval: ASK_MS,
    queryFn: async ({ signal }) => mostToAward((await gateway.ask(Awardable, {}, signal)).tenders.edges.map(({ node }) => node)),
  }).data ?? null;
  if (step === 'OVER' || !isShown(step, place, seeking && toAward !== null)) return null;
  return <Hint key={step} step={step} toAward={toAward} onNext={() => go(afterStep(step))} onAway={() => go('OVER')} />;
}

function Hint({ step, toAward, onNext, onAway }: { step: Exclude<TourStep, 'OVER'>; toAward: string | null; onNext: () => void; onAway: () => void }) {
  const { i18n } = useWords();
  const card = useRef<HTMLElement>(null);
  const control = useControl(CONTROLS[step]);
  useLayoutEffect(() => {
    const { current } = card;
    if (current === null || control === null) return;
    const at = beside(control, { width: current.offsetWidth, height: current.offsetHeight }, { width: document.documentElement.clientWidth, height: innerHeight });
    current.style.translate = `${at.left}px ${at.top}px`;
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => { if (event.key === 'Escape' && card.current?.contains(document.activeElement)) onAway(); };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  });
  if (control === null) return null;
  const sentences: Readonly<Record<typeof step, string>> = {
    ROW: i18n.t('每一行是一个零件，正在被报价。点开一行。'), COURSE: i18n.t('价格这样降下来。最后关头有人降价，就自动延长，不会被秒杀。'), PHONE: i18n.t('用手机当一次供应商：您的报价一秒内出现在这里。'),
    AWARD: i18n.t('有零件截标了，等您挑一家。'), CHOOSE: i18n.t('点一格就换一家；每个选择的代价马上看得见。定标后就成了订单。'),
  };
  const last = step === 'CHOOSE';
  return (
    <>
      <span className="tour-ring" aria-hidden="true" ref={(ring) => { if (ring) Object.assign(ring.style, { left: `${control.left - 4}px`, top: `${control.top - 4}px`, width: `${control.right - control.left + 8}px`, height: `${control.bottom - control.top + 8}px` }); }} />
      <aside ref={card} className="tour-hint" aria-label={i18n.t('导览')} data-testid="tour" data-step={step}>
        <p aria-live="polite">{sentences[step]}</p>
        <div className="spread">
          <span className="soft small num">{TOUR.indexOf(step) + 1} / {TOUR.length}</span>
          <span className="row">
            <button type="button" className="text-button" onClick={onAway} data-testid="tour-away">{last ? i18n.t('知道了') : i18n.t('不用导览')}</button>
            {step === 'AWARD' && toAward !== null && <Link to={AWARD_PAGE} params={{ tenderId: toAward }} className="tour-next">{i18n.t('去定标')}</Link>}
            {(step === 'COURSE' || step === 'PHONE') && <button type="button" className="tour-next" onClick={onNext} data-testid="tour-next">{i18n.t('下一步')}</button>}
          </span>
        </div>
      </aside>
    </>
  );
}

/** Where the control is now; null while it is not there. Pages move under a hint, so it is looked for again and again. */
function useControl(selector: string): Box | null {
  const [box, setBox] = useState<Box | null>(null);
  useEffect(() => {
    const look = () => setBox((before) => {
      const found = document.querySelector(selector)?.getBoundingClientRect();
      if (found === undefined || found.width === 0) return null;
      const { left, top, right, bottom } = found;
      return before !== null && before.left === left && before.top === top && before.right === right && before.bottom === bottom ? before : { left, top, right, bottom };
    });
    look();
    const timer = setInterval(look, LOOK_MS);
    return () => clearInterval(timer);
  }, [selector]);
  return box;
}
