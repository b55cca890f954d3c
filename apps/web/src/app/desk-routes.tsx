import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { BrokenPage, NoSuchPage } from '../components/signs/no-page.js';
import { Waiting } from '../components/signs/notices.js';
import { DeskShell } from './desk-shell/shell.js';
import { readSearch, writeSearch } from '../lib/address/address.view.js';
import { SignedIn } from './signed-in.js';

const root = createRootRoute({ component: DeskShell, notFoundComponent: NoSuchPage });
const inside = createRoute({ getParentRoute: () => root, id: 'inside', component: () => <SignedIn door="/sign-in" /> });

/** Every page of the desk, each in a chunk of its own. A new page is one line here and one folder below features/. */
const tree = root.addChildren([
  createRoute({ getParentRoute: () => root, path: '/', component: lazyRouteComponent(() => import('../features/demo/welcome.desk.js')) }),
  createRoute({ getParentRoute: () => root, path: '/sign-in', component: lazyRouteComponent(() => import('../features/people/sign-in.desk.js')) }),
  createRoute({ getParentRoute: () => root, path: '/invite', component: lazyRouteComponent(() => import('../features/people/invite.desk.js')) }),
  createRoute({ getParentRoute: () => root, path: '/sign-up', component: lazyRouteComponent(() => import('../features/people/sign-up.desk.js')) }),
  inside.addChildren([
    createRoute({ getParentRoute: () => inside, path: '/buy', component: lazyRouteComponent(() => import('../features/today/today.desk.js')) }),
    createRoute({ getParentRoute: () => inside, path: '/buy/moulds', component: lazyRouteComponent(() => import('../features/moulds/moulds.desk.js')) }),
    createRoute({ getParentRoute: () => inside, path: '/buy/moulds/new', component: lazyRouteComponent(() => import('../features/moulds/new-mould.desk.js')) }),
    createRoute({ getParentRoute: () => inside, path: '/buy/moulds/$mouldId/parts', component: lazyRouteComponent(() => import('../features/moulds/workbench.desk.js')) }),
    createRoute({ getParentRoute: () => inside, path: '/buy/moulds/$mouldId/parts/$partId', component: lazyRouteComponent(() => import('../features/moulds/passport.desk.js')) }),
    createRoute({ getParentRoute: () => inside, path: '/buy/moulds/$mouldId/import', component: lazyRouteComponent(() => import('../features/imports/import.desk.js')) }),
    createRoute({ getParentRoute: () => inside, path: '/buy/tenders', component: lazyRouteComponent(() => import('../features/tenders/tenders.desk.js')) }),
    createRoute({ getParentRoute: () => inside, path: '/buy/tenders/new', component: lazyRouteComponent(() => import('../features/tenders/publish-new.desk.js')) }),
    createRoute({ getParentRoute: () => inside, path: '/buy/tenders/$tenderId', component: lazyRouteComponent(() => import('../features/tenders/tender.desk.js')) }),
    createRoute({ getParentRoute: () => inside, path: '/buy/tenders/$tenderId/edit', component: lazyRouteComponent(() => import('../features/tenders/publish-edit.desk.js')) }),
    createRoute({ getParentRoute: () => inside, path: '/buy/tenders/$tenderId/award', component: lazyRouteComponent(() => import('../features/awards/award.desk.js')) }),
    createRoute({ getParentRoute: () => inside, path: '/buy/suppliers', component: lazyRouteComponent(() => import('../features/companies/suppliers.desk.js')) }),
    createRoute({ getParentRoute: () => inside, path: '/company', component: lazyRouteComponent(() => import('../features/companies/company.desk.js')) }),
    createRoute({ getParentRoute: () => inside, path: '/company/machines', component: lazyRouteComponent(() => import('../features/capacity/machines.desk.js')) }),
    createRoute({ getParentRoute: () => inside, path: '/dev/keys', component: lazyRouteComponent(() => import('../features/api-keys/api-keys.desk.js')) }),
    createRoute({ getParentRoute: () => inside, path: '/settings', component: lazyRouteComponent(() => import('../features/people/settings.desk.js')) }),
    createRoute({ getParentRoute: () => inside, path: '/buy/orders', component: lazyRouteComponent(() => import('../features/progress/orders.desk.js')) }),
    createRoute({ getParentRoute: () => inside, path: '/buy/orders/$orderId', component: lazyRouteComponent(() => import('../features/progress/order.desk.js')) }),
    createRoute({ getParentRoute: () => inside, path: '/buy/moulds/$mouldId/progress', component: lazyRouteComponent(() => import('../features/progress/board.desk.js')) }),
    createRoute({ getParentRoute: () => inside, path: '/buy/tenders/$tenderId/live', component: lazyRouteComponent(() => import('../features/bidding/live-board.desk.js')) }),
  ]),
]);

export const deskRouter = createRouter({ routeTree: tree, defaultPreload: 'intent', defaultPendingComponent: () => <Waiting />, scrollRestoration: true, parseSearch: readSearch, stringifySearch: writeSearch, defaultErrorComponent: BrokenPage });
