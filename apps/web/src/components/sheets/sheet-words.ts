import type { PageReason } from '../../lib/api/pages.js';
import { useWords } from '../../lib/words/use-words.js';

/** Why a page is not shown, and what to do. */
export function useReasonWords(): Readonly<Record<PageReason, string>> {
  const { i18n } = useWords();
  return {
    NOT_SHOWN: i18n.t('这种文件不能在线看图，可以下载后打开。'),
    DAMAGED: i18n.t('文件损坏或不完整，请重新导出后上传。'),
    ENCRYPTED: i18n.t('文件有密码，请上传没有密码的版本。'),
    EMPTY: i18n.t('文件里没有可画的内容。'),
    TOO_MANY_PAGES: i18n.t('超过 50 页，请拆开后上传。'),
    NO_SUCH_PAGE: i18n.t('这一版没有这一页。'),
    TOO_HEAVY: i18n.t('图太大，20 秒内画不完。'),
  };
}
