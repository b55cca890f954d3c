import { Outlet, useLocation, useNavigate } from '@tanstack/react-router';
import { useEffect, type ReactNode } from 'react';
import { ProblemNotice } from '../components/signs/notices.js';
import { useHouse, useSession } from '../lib/api/house.js';
import { ApiProblem } from '../lib/api/problem.js';

const ASK_EVERY_MS = 5_000;

/** Pages behind the door: whoever is not signed in goes there first and comes back to the same page. Without a line nobody knows, and nobody is sent away. */
export function SignedIn({ door, offline = null }: { door: string; /** What may be told without a line, besides that there is none. */ offline?: ReactNode }) {
  const { kind } = useSession();
  const { gateway } = useHouse();
  const { href, pathname } = useLocation();
  const navigate = useNavigate();
  useEffect(() => {
    // The door's page may take a moment to load; until then this one is still here.
    if (kind === 'none' && pathname !== door) void navigate({ to: door, search: { from: href }, replace: true });
  }, [kind, pathname, href, door, navigate]);
  useEffect(() => {
    if (kind !== 'unknown') return;
    const ask = () => void gateway.goOn().catch(() => undefined);
    // A line that is up and leads nowhere says nothing when it leads somewhere again.
    const timer = setInterval(ask, ASK_EVERY_MS);
    addEventListener('online', ask);
    return () => { clearInterval(timer); removeEventListener('online', ask); };
  }, [kind, gateway]);
  if (kind === 'unknown') return <><ProblemNotice problem={new ApiProblem('UNREACHABLE', '', null)} onRetry={() => void gateway.goOn().catch(() => undefined)} />{offline}</>;
  return kind === 'signed' ? <Outlet /> : null;
}
