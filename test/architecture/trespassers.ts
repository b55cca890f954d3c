export interface Trespasser {
  rule: string;
  file: string;
  target?: string;
  module?: string;
  /** The target reaches back, which makes a cycle. */
  back?: boolean;
}

/**
 * One small file per rule that must be refused. `target` is what it wrongly reaches for; both are written into an empty
 * copy of the house, so that nothing of this lies about in the real one.
 */
export const trespassers: Trespasser[] = [
  { rule: 'no-cycles', file: 'apps/order/src/pieces/a.policy.ts', target: 'apps/order/src/pieces/b.policy.ts', back: true },
  { rule: 'apps-do-not-know-each-other', file: 'apps/order/src/orders/peek.service.ts', target: 'apps/quoting/src/bidding/index.ts' },
  { rule: 'kernel-stands-alone', file: 'libs/kernel/src/leak.ts', target: 'libs/contracts/src/actor.ts' },
  { rule: 'contracts-only-know-the-kernel', file: 'libs/contracts/src/leak.ts', target: 'libs/platform/src/rpc/index.ts' },
  { rule: 'platform-knows-no-app', file: 'libs/platform/src/rpc/leak.ts', target: 'apps/order/src/moulds/index.ts' },
  { rule: 'testing-stays-in-tests', file: 'apps/order/src/moulds/leak.service.ts', target: 'libs/testing/src/index.ts' },
  { rule: 'web-lives-on-the-contract', file: 'apps/web/src/lib/leak.ts', target: 'libs/platform/src/rpc/index.ts' },
  { rule: 'web-features-are-strangers', file: 'apps/web/src/features/bidding/leak.ts', target: 'apps/web/src/features/orders/page.ts' },
  { rule: 'web-parts-know-no-feature', file: 'apps/web/src/components/leak.ts', target: 'apps/web/src/features/orders/page.ts' },
  { rule: 'desk-stays-out-of-the-phone', file: 'apps/web/src/app/phone.tsx', target: 'apps/web/src/components/desk/button.tsx' },
  { rule: 'phone-parts-know-no-desk', file: 'apps/web/src/features/bidding/job.phone.tsx', target: 'apps/web/src/features/bidding/board.desk.tsx' },
  { rule: 'phone-parts-know-no-desk', file: 'apps/web/src/components/signs/tag.tsx', module: 'antd' },
  { rule: 'shapes-come-late', file: 'apps/web/src/components/turntable/leak.tsx', target: 'apps/web/src/components/viewer/mould-scene.ts' },
  { rule: 'antd-behind-one-door', file: 'apps/web/src/features/bidding/page.desk.tsx', module: 'antd' },
  { rule: 'three-behind-one-door', file: 'apps/web/src/features/moulds/page.desk.tsx', module: 'three' },
  { rule: 'web-lib-knows-no-part', file: 'apps/web/src/lib/reach.ts', target: 'apps/web/src/components/signs/tag.tsx' },
  { rule: 'browser-has-no-server', file: 'apps/web/src/lib/disk.ts', module: 'node:fs' },
  { rule: 'pure-is-pure', file: 'apps/quoting/src/bidding/bid.policy.ts', target: 'apps/quoting/src/bidding/bid.service.ts' },
  { rule: 'pure-is-pure', file: 'apps/quoting/src/bidding/rank.view.ts', module: 'node:fs' },
  { rule: 'entities-know-no-service', file: 'apps/quoting/src/bidding/bid.entity.ts', target: 'apps/quoting/src/bidding/bid.service.ts' },
  { rule: 'services-know-no-edge', file: 'apps/quoting/src/bidding/bid.service.ts', target: 'apps/quoting/src/bidding/bid.rpc.ts' },
  { rule: 'edges-see-no-entity', file: 'apps/quoting/src/bidding/bid.live.ts', target: 'apps/quoting/src/bidding/bid.entity.ts' },
  { rule: 'tools-use-the-front-door', file: 'tools/leak.ts', target: 'apps/order/src/moulds/mould.service.ts' },
];
