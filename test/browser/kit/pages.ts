import type { Persona, Story } from '../house/story.js';
import type { Device } from './visitor.js';

/** A page as the rules for every page see it. `ready` is what is there once its data are; with `bids` workshops bid while it is open, and `ready` is the first news of it. */
export interface PageCase { name: string; device: Device; as: Persona | null; path: (story: Story) => string; ready: string; bids: boolean }

const row = (name: string, device: Device, as: Persona | null, path: (story: Story) => string, ready: string, bids = false): PageCase => ({ name, device, as, path, ready, bids });

/**
 * Every page in the states worth looking at; a new page is one line. Each is tried in both themes and both languages, at 320 px and with text
 * of twice the size, and has its picture taken.
 */
export const PAGES: readonly PageCase[] = [
  row('welcome', 'desk', null, () => '/', '[data-testid="try-it"]'),
  row('sign-in', 'desk', null, () => '/sign-in', 'input[type="email"]'),
  row('sign-up', 'desk', null, () => '/sign-up', 'input[type="email"]'),
  row('today', 'desk', 'lin', () => '/buy', '.today-moulds tbody tr'),
  row('today-empty', 'desk', 'newcomer', () => '/buy', '.today'),
  row('tenders', 'desk', 'lin', () => '/buy/tenders', '.tenders-table tbody tr'),
  row('tenders-empty', 'desk', 'newcomer', () => '/buy/tenders', '.notice'),
  row('live-board', 'desk', 'lin', ({ tenders }) => `/buy/tenders/${tenders.open}/live?tab=all`, '[data-testid="board-log"] li:nth-child(6)', true),
  row('live-board-lot', 'desk', 'lin', ({ tenders, lotId }) => `/buy/tenders/${tenders.open}/live?tab=all&lot=${lotId}`, '.price-steps'),
  row('live-board-sealed', 'desk', 'lin', ({ tenders }) => `/buy/tenders/${tenders.sealed}/live?tab=all`, '[data-testid="board-row"]'),
  row('live-board-missing', 'desk', 'lin', () => '/buy/tenders/tender_0000000000000000000000/live', '.notice'),
  row('award', 'desk', 'lin', ({ tenders }) => `/buy/tenders/${tenders.compared}/award`, '[data-testid="award-matrix"]'),
  row('award-record', 'desk', 'lin', ({ tenders }) => `/buy/tenders/${tenders.ordered}/award?view=record`, '#page h1'),
  row('tender', 'desk', 'lin', ({ tenders }) => `/buy/tenders/${tenders.open}`, '#page h1'),
  row('tender-rules', 'desk', 'lin', ({ tenders }) => `/buy/tenders/${tenders.open}?tab=rules`, '.rules-in-words'),
  row('tender-drawings', 'desk', 'lin', ({ tenders }) => `/buy/tenders/${tenders.open}?tab=drawings`, '[data-testid="drawing-access"]'),
  row('publish', 'desk', 'lin', ({ mouldId }) => `/buy/tenders/new?mould=${mouldId}`, '[data-testid="publish-rules"]'),
  row('suppliers', 'desk', 'lin', () => '/buy/suppliers', '#page h1'),
  row('company', 'desk', 'lin', () => '/company', '#page h1'),
  row('members', 'desk', 'lin', () => '/company?tab=members', '[data-testid="invite-form"]'),
  row('machines', 'desk', 'ruifeng', () => '/company/machines', '#page h1'),
  row('api-keys', 'desk', 'lin', () => '/dev/keys', '#page h1'),
  row('settings', 'desk', 'lin', () => '/settings', '#page h1'),
  row('moulds', 'desk', 'lin', () => '/buy/moulds', '#page h1'),
  row('mould-new', 'desk', 'lin', () => '/buy/moulds/new', '#page h1'),
  row('workbench', 'desk', 'lin', ({ mouldId }) => `/buy/moulds/${mouldId}/parts`, '[role="treegrid"] [role="row"]:nth-child(5)'),
  row('import', 'desk', 'lin', ({ mouldId }) => `/buy/moulds/${mouldId}/import`, '#page h1'),
  row('import-review', 'desk', 'lin', ({ reading }) => `/buy/moulds/${reading.mouldId}/import?import=${reading.importId}`, '[data-testid="doubt"]'),
  row('import-bundle', 'desk', 'lin', ({ bundle }) => `/buy/moulds/${bundle.mouldId}/import?import=${bundle.importId}`, '[data-testid="import-models"] img'),
  row('import-failed', 'desk', 'lin', ({ bundle }) => `/buy/moulds/${bundle.mouldId}/import?import=${bundle.failedImportId}`, '[data-testid="import-failed"]'),
  row('workbench-model', 'desk', 'lin', ({ bundle }) => `/buy/moulds/${bundle.mouldId}/parts`, '[data-stage="shapes"]'),
  row('passport-picture', 'desk', 'lin', ({ bundle }) => `/buy/moulds/${bundle.mouldId}/parts/${bundle.partId}`, '.passport-head img'),
  row('passport', 'desk', 'lin', ({ mouldId, partId }) => `/buy/moulds/${mouldId}/parts/${partId}`, '#page h1'),
  row('passport-drawings', 'desk', 'lin', ({ drawn }) => `/buy/moulds/${drawn.mouldId}/parts/${drawn.partId}`, '[data-testid="turntable"][data-stage="there"]'),
  row('drawing', 'desk', 'lin', ({ drawn }) => `/buy/moulds/${drawn.mouldId}/parts/${drawn.partId}?sheet=${drawn.now}`, '[data-testid="sheet-frame"] img'),
  row('drawing-compared', 'desk', 'lin', ({ drawn }) => `/buy/moulds/${drawn.mouldId}/parts/${drawn.partId}?sheet=${drawn.now}&beside=${drawn.before}`, '[data-testid="sheet-pane"]:nth-child(2) img'),
  row('progress', 'desk', 'lin', ({ mouldId }) => `/buy/moulds/${mouldId}/progress`, '[data-testid="heat-state"]'),
  row('progress-part', 'desk', 'lin', ({ mouldId, reportedPartId }) => `/buy/moulds/${mouldId}/progress?view=open&part=${reportedPartId}`, '[data-testid="evidence"] img'),
  row('progress-plan', 'desk', 'lin', ({ mouldId }) => `/buy/moulds/${mouldId}/progress?tab=plan`, '.plan-table'),
  row('progress-curve', 'desk', 'lin', ({ mouldId }) => `/buy/moulds/${mouldId}/progress?tab=curve`, '.s-curve'),
  row('orders', 'desk', 'lin', () => '/buy/orders', '#page table tbody tr'),
  row('order', 'desk', 'lin', ({ order }) => `/buy/orders/${order.id}`, '#page h1'),
  row('phone-sign-in', 'phone', null, () => '/m/sign-in', '#password'),
  row('phone-join', 'phone', null, () => '/m/demo', '[data-testid="join-demo"]'),
  row('phone-jobs', 'phone', 'ruifeng', () => '/m', '[data-testid="job-card"]'),
  row('phone-jobs-empty', 'phone', 'idle', () => '/m', '.notice'),
  row('phone-job', 'phone', 'ruifeng', ({ lotId }) => `/m/jobs/${lotId}`, '[data-testid="bid-bar"]'),
  row('phone-bids', 'phone', 'ruifeng', () => '/m/bids', '[data-testid="my-bid"]'),
  row('phone-bids-empty', 'phone', 'idle', () => '/m/bids', '.notice'),
  row('phone-me', 'phone', 'ruifeng', () => '/m/me', '.facts'),
  row('phone-work', 'phone', 'ruifeng', () => '/m/work', '.card'),
  row('phone-line', 'phone', 'ruifeng', ({ order }) => `/m/t/${order.lineId}`, '.card'),
  row('phone-scan', 'phone', 'ruifeng', () => '/m/scan', '[data-testid="scan"]'),
  row('phone-machine', 'phone', 'ruifeng', () => '/m/machines/new', 'form, .phone-form, .field'),
  row('phone-capacity', 'phone', 'ruifeng', () => '/m/capacity', '.card'),
];
