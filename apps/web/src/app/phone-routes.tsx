import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { BrokenPage, NoSuchPage } from '../components/signs/no-page.js';
import { Waiting } from '../components/signs/notices.js';
import { PhoneShell } from './phone-shell/shell.js';
import { readSearch, writeSearch } from '../lib/address/address.view.js';
import { SignedIn } from './signed-in.js';
import { KeptReports } from '../features/progress/kept-reports.phone.js';

const root = createRootRoute({ component: PhoneShell, notFoundComponent: NoSuchPage });
const inside = createRoute({ getParentRoute: () => root, id: 'inside', component: () => <SignedIn door="/m/sign-in" offline={<KeptReports />} /> });

/** Every page of the phone, each in a chunk of its own. */
const tree = root.addChildren([
  createRoute({ getParentRoute: () => root, path: '/m/sign-in', component: lazyRouteComponent(() => import('../features/people/sign-in.phone.js')) }),
  createRoute({ getParentRoute: () => root, path: '/m/demo', component: lazyRouteComponent(() => import('../features/demo/join.phone.js')) }),
  inside.addChildren([
    createRoute({ getParentRoute: () => inside, path: '/m', component: lazyRouteComponent(() => import('../features/bidding/jobs.phone.js')) }),
    createRoute({ getParentRoute: () => inside, path: '/m/jobs/$lotId', component: lazyRouteComponent(() => import('../features/bidding/job.phone.js')) }),
    createRoute({ getParentRoute: () => inside, path: '/m/bids', component: lazyRouteComponent(() => import('../features/bidding/my-bids.phone.js')) }),
    createRoute({ getParentRoute: () => inside, path: '/m/work', component: lazyRouteComponent(() => import('../features/progress/shop-work.phone.js')) }),
    createRoute({ getParentRoute: () => inside, path: '/m/scan', component: lazyRouteComponent(() => import('../features/progress/scan.phone.js')) }),
    createRoute({ getParentRoute: () => inside, path: '/m/t/$code', component: lazyRouteComponent(() => import('../features/progress/shop-line.phone.js')) }),
    createRoute({ getParentRoute: () => inside, path: '/t/$code', component: lazyRouteComponent(() => import('../features/progress/shop-line.phone.js')) }),
    createRoute({ getParentRoute: () => inside, path: '/m/capacity', component: lazyRouteComponent(() => import('../features/capacity/machines.phone.js')) }),
    createRoute({ getParentRoute: () => inside, path: '/m/machines/$machineId', component: lazyRouteComponent(() => import('../features/capacity/machine.phone.js')) }),
    createRoute({ getParentRoute: () => inside, path: '/m/me', component: lazyRouteComponent(() => import('../features/people/me.phone.js')) }),
  ]),
]);

export const phoneRouter = createRouter({ routeTree: tree, defaultPendingComponent: () => <Waiting />, scrollRestoration: true, parseSearch: readSearch, stringifySearch: writeSearch, defaultErrorComponent: BrokenPage });
