import { Outlet, useLocation, useNavigate } from '@tanstack/react-router';
import { useEffect } from 'react';
import { ProblemNotice } from '../components/signs/notices.js';
import { useHouse, useSession } from '../lib/api/house.js';
import { ApiProblem } from '../lib/api/problem.js';

/** Pages behind the door: whoever is not signed in goes there first and comes back to the same page. Without a line nobody knows, and nobody is sent away. */
export function SignedIn({ door }: { door: string }) {
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
    addEventListener('online', ask);
    return () => removeEventListener('online', ask);
  }, [kind, gateway]);
  if (kind === 'unknown') return <ProblemNotice problem={new ApiProblem('UNREACHABLE', '', null)} onRetry={() => void gateway.goOn().catch(() => undefined)} />;
  return kind === 'signed' ? <Outlet /> : null;
}
