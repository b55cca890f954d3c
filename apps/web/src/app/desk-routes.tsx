import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { EmptyNotice, Waiting } from '../components/signs/notices.js';
import { DeskShell } from './desk-shell/shell.js';
import { SignedIn } from './signed-in.js';

const root = createRootRoute({ component: DeskShell, notFoundComponent: () => <EmptyNotice title="404" /> });
const inside = createRoute({ getParentRoute: () => root, id: 'inside', component: () => <SignedIn door="/sign-in" /> });

/** Every page of the desk, each in a chunk of its own. A new page is one line here and one folder below features/. */
const tree = root.addChildren([
  createRoute({ getParentRoute: () => root, path: '/', component: lazyRouteComponent(() => import('../features/demo/welcome.desk.js')) }),
  createRoute({ getParentRoute: () => root, path: '/sign-in', component: lazyRouteComponent(() => import('../features/people/sign-in.desk.js')) }),
  createRoute({ getParentRoute: () => root, path: '/sign-up', component: lazyRouteComponent(() => import('../features/people/sign-up.desk.js')) }),
  inside.addChildren([
    createRoute({ getParentRoute: () => inside, path: '/buy', component: lazyRouteComponent(() => import('../features/today/today.desk.js')) }),
    createRoute({ getParentRoute: () => inside, path: '/buy/tenders', component: lazyRouteComponent(() => import('../features/tenders/tenders.desk.js')) }),
    createRoute({ getParentRoute: () => inside, path: '/buy/orders', component: lazyRouteComponent(() => import('../features/progress/orders.desk.js')) }),
    createRoute({ getParentRoute: () => inside, path: '/buy/orders/$orderId', component: lazyRouteComponent(() => import('../features/progress/order.desk.js')) }),
    createRoute({ getParentRoute: () => inside, path: '/buy/moulds/$mouldId/progress', component: lazyRouteComponent(() => import('../features/progress/board.desk.js')) }),
    createRoute({ getParentRoute: () => inside, path: '/buy/tenders/$tenderId/live', component: lazyRouteComponent(() => import('../features/bidding/live-board.desk.js')) }),
  ]),
]);

export const deskRouter = createRouter({ routeTree: tree, defaultPreload: 'intent', defaultPendingComponent: () => <Waiting />, scrollRestoration: true });
