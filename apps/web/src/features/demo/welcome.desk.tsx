import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { Demo } from '../../generated/demo/demo.js';
import { Button } from '../../components/desk/button.js';
import { ProblemNotice } from '../../components/signs/notices.js';
import { useHouse, useSession } from '../../lib/api/house.js';
import { useWords } from '../../lib/words/use-words.js';
import { enterDemo, liveTender } from './enter.js';
import { JoinCard } from './join-card.desk.js';
import { beginTour } from './tour-memory.js';
import './demo.desk.css';

/** The first page: what this is, one click into a live tender, and a second device as a workshop. */
export default function WelcomePage() {
  const { i18n } = useWords();
  const { gateway } = useHouse();
  const session = useSession();
  const navigate = useNavigate();
  const [state, setState] = useState<{ busy: boolean; refusal: string | null; problem: unknown }>({ busy: false, refusal: null, problem: null });
  const offer = useQuery({ queryKey: ['demo'], queryFn: ({ signal }) => gateway.ask(Demo, {}, signal), staleTime: Infinity });
  useEffect(() => { document.title = `模享 · ${i18n.t('模具制造的产能共享市场')}`; }, [i18n]);

  const tryIt = async () => {
    setState({ busy: true, refusal: null, problem: null });
    try {
      const refusal = await enterDemo(gateway, 'BUYER');
      if (refusal !== null) return setState({ busy: false, refusal, problem: null });
      beginTour();
      const tenderId = await liveTender(gateway);
      void (tenderId === null ? navigate({ to: '/buy' }) : navigate({ to: '/buy/tenders/$tenderId/live', params: { tenderId }, search: { tab: 'all' } }));
    } catch (problem) {
      setState({ busy: false, refusal: null, problem });
    }
  };
  const demo = offer.data?.demo ?? null;
  return (
    <div className="welcome">
      <section className="welcome-words">
        <h1>{i18n.t('把一套模具，拆给五十家一起做')}</h1>
        <p className="lead-text">{i18n.t('零件清单导入即拆解；外协件一键询价；合适的加工厂马上看到，当场竞价；定标后每道工序看得见。')}</p>
        <div className="row">
          {demo !== null && <Button type="primary" size="large" loading={state.busy} onClick={() => void tryIt()} data-testid="try-it">{i18n.t('试一试')}</Button>}
          {session.kind === 'signed' ? <Link to="/buy">{i18n.t('回到今天')}</Link> : <><Link to="/sign-in">{i18n.t('登录')}</Link><Link to="/sign-up">{i18n.t('注册公司')}</Link></>}
        </div>
        {demo !== null && <p className="soft small">{i18n.t('不用注册：您是永和模具厂的采购，模具 AC2507 正在竞价。供应商是模拟的。')}</p>}
        {state.refusal && <p role="alert" className="notice">{state.refusal}</p>}
        {state.problem !== null && <ProblemNotice problem={state.problem} onRetry={() => void tryIt()} />}
      </section>
      {demo !== null && <JoinCard joinUrl={demo.joinUrl} />}
      <p className="welcome-foot"><Link to="/m/" reloadDocument>{i18n.t('手机版')}</Link></p>
    </div>
  );
}
