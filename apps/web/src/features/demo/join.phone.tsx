import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { Demo } from '../../generated/demo/demo.js';
import { BigButton } from '../../components/phone/kit.js';
import { EmptyNotice, ProblemNotice, Waiting } from '../../components/signs/notices.js';
import { useHouse } from '../../lib/api/house.js';
import { useWords } from '../../lib/words/use-words.js';
import { enterDemo } from './enter.js';

/** A second device joins the demo as one of its workshops: no app, no account. */
export default function JoinPage() {
  const { i18n } = useWords();
  const { gateway } = useHouse();
  const navigate = useNavigate();
  const { lot } = useSearch({ strict: false }) as { lot?: string };
  const offer = useQuery({ queryKey: ['demo'], queryFn: ({ signal }) => gateway.ask(Demo, {}, signal), staleTime: Infinity });
  const [state, setState] = useState<{ busy: boolean; refusal: string | null; problem: unknown }>({ busy: false, refusal: null, problem: null });
  if (offer.isPending) return <Waiting lines={4} />;
  if (offer.isError) return <ProblemNotice problem={offer.error} onRetry={() => void offer.refetch()} />;
  if (offer.data.demo === null) return <EmptyNotice title={i18n.t('这里没有演示市场')}><Link to="/m/sign-in">{i18n.t('登录')}</Link></EmptyNotice>;
  const join = async () => {
    setState({ busy: true, refusal: null, problem: null });
    try {
      const refusal = await enterDemo(gateway, 'SUPPLIER');
      if (refusal !== null) return setState({ busy: false, refusal, problem: null });
      void (lot === undefined ? navigate({ to: '/m', replace: true }) : navigate({ to: '/m/jobs/$lotId', params: { lotId: lot }, replace: true }));
    } catch (problem) {
      setState({ busy: false, refusal: null, problem });
    }
  };
  return (
    <div className="phone-form">
      <h1>{i18n.t('当一次供应商')}</h1>
      <p className="soft">{i18n.t('您是一家有线切割和加工中心的加工厂。AC2507 的零件正在竞价，报一个价，大屏上马上看到。')}</p>
      {state.refusal !== null && <p role="alert" className="notice">{state.refusal}</p>}
      {state.problem !== null && <ProblemNotice problem={state.problem} />}
      <BigButton disabled={state.busy} onClick={() => void join()} data-testid="join-demo">{i18n.t('加入竞价')}</BigButton>
      <Link to="/m/sign-in" className="thumb-link">{i18n.t('我有账号，登录')}</Link>
    </div>
  );
}
