import { StateTag, type Sign } from '../../components/signs/glyph.js';
import type { AwardState, DeliveryState, Lateness, LotState, OperationState, OrderLineState, PauseReason, ReportAction } from '../../generated/types.js';
import { useWords } from '../../lib/words/use-words.js';

function Tag<State extends string>({ state, known }: { state: State; known: Readonly<Record<State, readonly [Sign, string]>> }) {
  const [sign, word] = known[state];
  return <StateTag sign={sign}>{word}</StateTag>;
}

export function OperationTag({ state }: { state: OperationState }) {
  const { i18n } = useWords();
  return <Tag state={state} known={{
    PENDING: ['draft', i18n.t('待排')], READY: ['open', i18n.t('就绪')], DISPATCHED: ['open', i18n.t('已派工')], SETUP: ['running', i18n.t('上机')], RUNNING: ['running', i18n.t('加工中')], PAUSED: ['risk', i18n.t('停着')], DONE: ['inspect', i18n.t('完工待检')],
    PASSED: ['done', i18n.t('合格')], FAILED: ['stopped', i18n.t('不合格')], SKIPPED: ['draft', i18n.t('免做')], ABORTED: ['stopped', i18n.t('中断')],
  }} />;
}

export function LineTag({ state }: { state: OrderLineState }) {
  const { i18n } = useWords();
  return <Tag state={state} known={{
    ISSUED: ['awarded', i18n.t('已下单')], ACKNOWLEDGED: ['awarded', i18n.t('已回签')], READY: ['open', i18n.t('料齐')], IN_PROGRESS: ['running', i18n.t('加工中')], FINISHED: ['inspect', i18n.t('完工')], PART_DELIVERED: ['shipped', i18n.t('部分交')], DELIVERED: ['shipped', i18n.t('已交')],
    ACCEPTED: ['done', i18n.t('验收合格')], SETTLED: ['done', i18n.t('已结')], CLOSED: ['done', i18n.t('结案')], CHANGE_PENDING: ['evaluating', i18n.t('变更待确认')], SUSPENDED: ['stopped', i18n.t('暂停')], CANCELLED: ['stopped', i18n.t('取消')], TERMINATED: ['stopped', i18n.t('终止')],
  }} />;
}

/** Nothing when it is on time: silence is the good news. */
export function LatenessTag({ lateness }: { lateness: Lateness }) {
  const { i18n } = useWords();
  if (lateness === 'ON_TIME') return null;
  return lateness === 'LATE' ? <StateTag sign="late">{i18n.t('逾期')}</StateTag> : lateness === 'AT_RISK' ? <StateTag sign="risk">{i18n.t('将逾期')}</StateTag> : <StateTag sign="stopped">{i18n.t('没有消息')}</StateTag>;
}

export function LotStateTag({ state }: { state: LotState }) {
  const { i18n } = useWords();
  return <Tag state={state} known={{
    DRAFT: ['draft', i18n.t('草稿')], PUBLISHED: ['open', i18n.t('询价中')], SUSPENDED: ['stopped', i18n.t('中止')], CLOSED: ['evaluating', i18n.t('已截止')], EVALUATING: ['evaluating', i18n.t('比价中')], PARTIALLY_AWARDED: ['awarded', i18n.t('部分定标')], AWARDED: ['awarded', i18n.t('已定标')],
    COMPLETED: ['done', i18n.t('已转单')], UNSUCCESSFUL: ['stopped', i18n.t('流标')], CANCELLED: ['stopped', i18n.t('撤销')],
  }} />;
}

export function AwardTag({ state }: { state: AwardState }) {
  const { i18n } = useWords();
  return <Tag state={state} known={{
    PROPOSED: ['evaluating', i18n.t('拟定标')], APPROVED: ['awarded', i18n.t('已批')], OFFERED: ['awarded', i18n.t('待接单')], ACCEPTED: ['done', i18n.t('已接单')], ORDERED: ['done', i18n.t('已转单')], DECLINED: ['stopped', i18n.t('拒单')], LAPSED: ['stopped', i18n.t('逾期未接')], REVOKED: ['stopped', i18n.t('已收回')],
  }} />;
}

export function DeliveryTag({ state }: { state: DeliveryState }) {
  const { i18n } = useWords();
  return <Tag state={state} known={{ DISPATCHED: ['shipped', i18n.t('在途')], SIGNED: ['shipped', i18n.t('已签收')], COUNTED: ['inspect', i18n.t('已点数')], STOCKED: ['done', i18n.t('已入库')], PARTLY_REJECTED: ['rework', i18n.t('部分拒收')], REJECTED: ['stopped', i18n.t('拒收')] }} />;
}

export function useReportWords(): { action: Readonly<Record<ReportAction, string>>; pause: Readonly<Record<PauseReason, string>> } {
  const { i18n } = useWords();
  return {
    action: { SETUP: i18n.t('上机'), START: i18n.t('开工'), PAUSE: i18n.t('停下'), DONE: i18n.t('报完工'), PROBLEM: i18n.t('有问题'), SKIP: i18n.t('免做'), CORRECT: i18n.t('更正') },
    pause: { TOOL: i18n.t('刀具'), PROGRAM: i18n.t('程序'), POWER: i18n.t('停电'), MATERIAL: i18n.t('缺料'), WAITING_ELECTRODE: i18n.t('等电极'), URGENT_JOB: i18n.t('插单'), QUALITY: i18n.t('品质'), END_OF_SHIFT: i18n.t('下班'), DRAWING_UNCLEAR: i18n.t('图纸不清'), OUTAGE: i18n.t('停产') },
  };
}
