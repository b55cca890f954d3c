import type { PauseReason, ReportAction } from '../../generated/types.js';
import { useWords } from '../../lib/words/use-words.js';

/** What can be reported, as shop and buyer read it. */
export function useActionWords(): Readonly<Record<ReportAction, string>> {
  const { i18n } = useWords();
  return { SETUP: i18n.t('上机'), START: i18n.t('开工'), PAUSE: i18n.t('暂停'), DONE: i18n.t('完成'), PROBLEM: i18n.t('有问题'), SKIP: i18n.t('跳过'), CORRECT: i18n.t('撤回') };
}

/** Why work stands still. */
export function usePauseWords(): Readonly<Record<PauseReason, string>> {
  const { i18n } = useWords();
  return {
    END_OF_SHIFT: i18n.t('下班'), URGENT_JOB: i18n.t('插单'), TOOL: i18n.t('等刀具'), WAITING_ELECTRODE: i18n.t('等电极'), MATERIAL: i18n.t('缺料'), PROGRAM: i18n.t('等程序'), QUALITY: i18n.t('品质'),
    DRAWING_UNCLEAR: i18n.t('图纸不清'), POWER: i18n.t('停电'), OUTAGE: i18n.t('机床故障'),
  };
}
