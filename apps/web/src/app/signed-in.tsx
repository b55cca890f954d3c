import { Outlet, useLocation, useNavigate } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useSession } from '../lib/api/house.js';

/** Pages behind the door: whoever is not signed in goes there first and comes back to the same page. */
export function SignedIn({ door }: { door: string }) {
  const { kind } = useSession();
  const { href, pathname } = useLocation();
  const navigate = useNavigate();
  useEffect(() => {
    // The door's page may take a moment to load; until then this one is still here.
    if (kind === 'none' && pathname !== door) void navigate({ to: door, search: { from: href }, replace: true });
  }, [kind, pathname, href, door, navigate]);
  return kind === 'signed' ? <Outlet /> : null;
}
