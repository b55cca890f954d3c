import type { DeliveryState, Lateness, OperationState, OrderLineState, PartState } from '../../generated/types.js';
import { useWords } from '../../lib/words/use-words.js';
import { StateTag, type Sign } from './glyph.js';

const OPERATION_SIGNS: Readonly<Record<OperationState, Sign>> = {
  PENDING: 'draft', READY: 'open', DISPATCHED: 'open', SETUP: 'running', RUNNING: 'running', PAUSED: 'stopped', DONE: 'inspect', PASSED: 'done', FAILED: 'rework', SKIPPED: 'done', ABORTED: 'stopped',
};

/** Sign of an operation's state, the same in a tag and in a cell of the board. */
export function operationSign(state: OperationState): Sign {
  return OPERATION_SIGNS[state];
}

/** Words of operation states in the language of the page. */
export function useOperationWords(): Readonly<Record<OperationState, string>> {
  const { i18n } = useWords();
  return {
    PENDING: i18n.t('待排'), READY: i18n.t('可开工'), DISPATCHED: i18n.t('已派工'), SETUP: i18n.t('上机'), RUNNING: i18n.t('正在加工'), PAUSED: i18n.t('已暂停'), DONE: i18n.t('完工待检'), PASSED: i18n.t('已转序'),
    FAILED: i18n.t('不合格'), SKIPPED: i18n.t('已跳过'), ABORTED: i18n.t('已中止'),
  };
}

export function OperationTag({ state }: { state: OperationState }) {
  const words = useOperationWords();
  return <StateTag sign={operationSign(state)}>{words[state]}</StateTag>;
}

/** The state of an order line, as both sides read it. */
export function LineTag({ state }: { state: OrderLineState }) {
  const { i18n } = useWords();
  const known: Readonly<Record<OrderLineState, readonly [Sign, string]>> = {
    ISSUED: ['awarded', i18n.t('已下单')], ACKNOWLEDGED: ['awarded', i18n.t('已回签')], READY: ['open', i18n.t('资料料齐')], IN_PROGRESS: ['running', i18n.t('加工中')], FINISHED: ['done', i18n.t('完工')],
    PART_DELIVERED: ['shipped', i18n.t('部分已交')], DELIVERED: ['shipped', i18n.t('已交')], ACCEPTED: ['done', i18n.t('验收合格')], SETTLED: ['done', i18n.t('已结算')], CLOSED: ['done', i18n.t('结案')],
    CHANGE_PENDING: ['inspect', i18n.t('变更待确认')], SUSPENDED: ['stopped', i18n.t('暂停中')], CANCELLED: ['stopped', i18n.t('已取消')], TERMINATED: ['stopped', i18n.t('终止')],
  };
  const [sign, word] = known[state];
  return <StateTag sign={sign}>{word}</StateTag>;
}

/** What is late, will be, or has gone quiet; on time is silent. */
export function LatenessTag({ lateness, days = null }: { lateness: Lateness; /** Days that the promise is over, when known. */ days?: number | null }) {
  const { i18n } = useWords();
  switch (lateness) {
    case 'LATE': return <StateTag sign="late">{days === null ? i18n.t('逾期') : i18n.t('逾期 {n} 天', { n: days })}</StateTag>;
    case 'AT_RISK': return <StateTag sign="risk">{i18n.t('将逾期')}</StateTag>;
    case 'SILENT': return <StateTag sign="inspect">{i18n.t('没有动静')}</StateTag>;
    case 'ON_TIME': return null;
  }
}

export function DeliveryTag({ state }: { state: DeliveryState }) {
  const { i18n } = useWords();
  const known: Readonly<Record<DeliveryState, readonly [Sign, string]>> = {
    DISPATCHED: ['shipped', i18n.t('在途')], SIGNED: ['inspect', i18n.t('已签收')], COUNTED: ['inspect', i18n.t('已点数，待检')], STOCKED: ['done', i18n.t('已入库')],
    PARTLY_REJECTED: ['rework', i18n.t('部分拒收')], REJECTED: ['stopped', i18n.t('拒收')],
  };
  const [sign, word] = known[state];
  return <StateTag sign={sign}>{word}</StateTag>;
}

/** Where a part or piece stands. */
export function PartTag({ state }: { state: PartState }) {
  const { i18n } = useWords();
  const known: Readonly<Record<PartState, readonly [Sign, string]>> = {
    PLANNED: ['draft', i18n.t('未发')], SOURCING: ['open', i18n.t('正在询价')], ORDERED: ['awarded', i18n.t('已下单')], IN_PROCESS: ['running', i18n.t('加工中')], IN_TRANSIT: ['shipped', i18n.t('在途')],
    TO_INSPECT: ['inspect', i18n.t('待检')], ACCEPTED: ['done', i18n.t('合格入库')], INSTALLED: ['done', i18n.t('已装')], ON_HOLD: ['stopped', i18n.t('暂停中')], SCRAPPED: ['stopped', i18n.t('报废重做')], CANCELLED: ['stopped', i18n.t('已取消')],
  };
  const [sign, word] = known[state];
  return <StateTag sign={sign}>{word}</StateTag>;
}
