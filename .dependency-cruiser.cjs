// The direction of imports in this house. Each rule has a trespasser in test/architecture/trespassers.ts
// that must make it fail: a rule nobody has seen fail is not a rule.
const PURE = String.raw`\.(policy|lifecycle|view|solver|parser)\.ts$`;
const EDGE = String.raw`\.(resolver|rpc|live|consumer|clock|controller|loader)\.ts$`;
const SPEC = String.raw`(\.spec\.tsx?$|^test/|^libs/testing/)`;
// Bytes in, values out. Each guest is named in an ADR.
const PURE_GUESTS = 'node_modules/(csv-parse|read-excel-file|yauzl)/';
// Slices that are rules and nothing else; their door is as pure as their files.
const PURE_DOORS = '^apps/order/src/catalogue/index\\.ts$';
// What belongs to the desk alone.
const DESK_ONLY = '(^|node_modules/)(antd|@ant-design|@rc-component)(/|$)';
// What draws shapes: large, so it comes when somebody wants to turn one.
const SHAPES = String.raw`(^|node_modules/)(three|@types/three)(/|$)|^apps/web/src/components/viewer/mould-scene\.ts$`;
const SLICE_DOORS = require('./test/architecture/slice-doors.cjs');
const forbid = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

module.exports = {
  forbidden: [
    forbid('no-cycles', 'Arrows never come back.', {}, { circular: true }),
    forbid('apps-do-not-know-each-other', 'Apps meet only in libs/contracts.',
      { path: '^apps/([^/]+)/' }, { path: '^apps/', pathNot: '^apps/$1/' }),
    forbid('kernel-stands-alone', 'Not even node:*; it runs in the browser.',
      { path: '^libs/kernel/', pathNot: SPEC }, { pathNot: '^libs/kernel/' }),
    forbid('contracts-only-know-the-kernel', 'What the rooms say to each other is data; the validator is the one guest.',
      { path: '^libs/contracts/', pathNot: SPEC }, { pathNot: '^libs/(contracts|kernel)/|node_modules/(class-validator|class-transformer)/' }),
    forbid('platform-knows-no-app', 'Plumbing without a word of the trade.', { path: '^libs/platform/', pathNot: SPEC }, { path: '^apps/' }),
    forbid('testing-stays-in-tests', 'The test kit is for specs.', { pathNot: SPEC }, { path: '^libs/testing/' }),
    forbid('web-lives-on-the-contract', 'The browser knows the kernel and the live protocol only.',
      { path: '^apps/web/' }, { path: '^libs/', pathNot: '^libs/(kernel/|contracts/src/live\\.protocol)' }),
    forbid('web-features-are-strangers', 'Features are composed in app/ only.',
      { path: '^apps/web/src/features/([^/]+)/' }, { path: '^apps/web/src/(features|app)/', pathNot: '^apps/web/src/features/$1/' }),
    forbid('web-parts-know-no-feature', 'Components and lib lie below the features.',
      { path: '^apps/web/src/(components|lib|generated)/' }, { path: '^apps/web/src/(features|app)/' }),
    forbid('desk-stays-out-of-the-phone', 'A shop phone on a slow line loads no component library and nothing of the desk.',
      { path: String.raw`^apps/web/src/app/phone\.tsx$` }, { path: String.raw`${DESK_ONLY}|\.desk\.tsx?$|^apps/web/src/(app/desk|components/desk)`, reachable: true }),
    forbid('phone-parts-know-no-desk', 'What the phone is made of reaches for nothing of the desk.',
      { path: String.raw`\.phone\.tsx?$|^apps/web/src/(app/phone|components/(signs|phone)/)` }, { path: String.raw`${DESK_ONLY}|\.desk\.tsx?$|^apps/web/src/(app/desk|components/(desk|grid|charts|viewer)/)` }),
    forbid('shapes-come-late', 'Whoever turns a part loads what draws it with the press, not with the page.',
      { path: '^apps/web/src/', pathNot: String.raw`^apps/web/src/components/viewer/mould-scene\.ts$|${SPEC}` }, { path: SHAPES, dependencyTypesNot: ['dynamic-import', 'type-only'] }),
    forbid('antd-behind-one-door', 'The component library is dressed in one place.',
      { path: '^apps/web/', pathNot: '^apps/web/src/components/desk/' }, { path: '(^|node_modules/)(antd|@ant-design)(/|$)' }),
    forbid('three-behind-one-door', 'Shapes are drawn in one place.',
      { path: '^apps/web/', pathNot: '^apps/web/src/components/viewer/' }, { path: '(^|node_modules/)(three|@types/three)(/|$)' }),
    forbid('web-lib-knows-no-part', 'What lies lowest knows no component.', { path: '^apps/web/src/lib/' }, { path: '^apps/web/src/components/' }),
    forbid('browser-has-no-server', 'What runs in a browser imports nothing of Node.', { path: '^apps/web/src/', pathNot: SPEC }, { dependencyTypes: ['core'] }),
    forbid('pure-is-pure', 'Rules know the kernel, the contracts, each other and invited guests.',
      { path: `^apps/(gateway|order|quoting)/.*${PURE}` }, { pathNot: `${PURE}|^libs/(kernel|contracts)/|${PURE_GUESTS}|${PURE_DOORS}` }),
    forbid('entities-know-no-service', 'A table is a table.', { path: String.raw`\.entity\.ts$` }, { path: String.raw`\.(service|events)\.ts$|${EDGE}` }),
    forbid('services-know-no-edge', 'Services do not know who calls them.', { path: String.raw`\.service\.ts$` }, { path: EDGE }),
    forbid('edges-see-no-entity', 'A socket cannot leak a row that it cannot import.', { path: EDGE }, { path: String.raw`\.entity\.ts$` }),
    forbid('tools-use-the-front-door', 'What stands around the product speaks its public API or the platform.',
      { path: '^tools/' }, { path: String.raw`^apps/[^/]+/src/[^/]+/(?!migrations/).*\.(service|entity|policy|locks)\.ts$` }),
    ...Object.entries(SLICE_DOORS).flatMap(([app, slices]) => Object.entries(slices).map(([slice, doors]) =>
      forbid(`${app}/${slice}-doors`, `May enter: ${doors.join(', ') || 'none'}.`,
        { path: `^apps/${app}/src/${slice}/`, pathNot: SPEC },
        {
          path: `^apps/${app}/src/(${Object.keys(slices).filter((s) => s !== slice).join('|')})/`,
          // Behind an open door the rules may be read as well: pure files harm nobody, and pure files may import nothing else.
          pathNot: doors.length ? `^apps/${app}/src/(${doors.join('|')})/(index\\.ts$|.*${PURE})` : '^$',
        }))),
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|\\.data)/|\\.mjs$' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['source', 'import', 'require', 'node', 'default', 'types'] },
  },
};
