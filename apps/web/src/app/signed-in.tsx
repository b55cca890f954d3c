import { Navigate, Outlet, useLocation } from '@tanstack/react-router';
import { useSession } from '../lib/api/house.js';

/** Pages behind the door: whoever is not signed in goes there first and comes back to the same page. */
export function SignedIn({ door }: { door: string }) {
  const session = useSession();
  const { href } = useLocation();
  if (session.kind === 'unknown') return null;
  return session.kind === 'signed' ? <Outlet /> : <Navigate to={door} search={{ from: href }} replace />;
}
