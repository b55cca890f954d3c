import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { createContext, useContext, useSyncExternalStore, type ReactNode } from 'react';
import type { LiveBus } from '../live/live-bus.js';
import type { Gateway, SessionState, Viewer } from './gateway.js';
import { mayAskAgain } from './problem.js';

/** What every page stands on: the API, the live line, and the store of cold data. */
export interface House { gateway: Gateway; live: LiveBus; queries: QueryClient }

export function coldData(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: { staleTime: 30_000, gcTime: 600_000, retry: (count, problem) => count < 3 && mayAskAgain(problem), refetchOnWindowFocus: true, networkMode: 'always' },
      mutations: { retry: false, networkMode: 'always' },
    },
  });
}

const HouseContext = createContext<House | null>(null);

export function HouseProvider({ house, children }: { house: House; children: ReactNode }) {
  return <HouseContext value={house}><QueryClientProvider client={house.queries}>{children}</QueryClientProvider></HouseContext>;
}

export function useHouse(): House {
  const house = useContext(HouseContext);
  if (house === null) throw new Error('A page outside the house.');
  return house;
}

export function useSession(): SessionState {
  const { gateway } = useHouse();
  return useSyncExternalStore(gateway.subscribe, () => gateway.session);
}

/** Who is signed in; for pages behind the door. */
export function useViewer(): Viewer {
  const session = useSession();
  if (session.kind !== 'signed') throw new Error('Nobody is signed in here.');
  return session.viewer;
}
