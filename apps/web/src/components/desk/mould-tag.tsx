import { StateTag, type Sign } from '../signs/glyph.js';
import { useWords } from '../../lib/words/use-words.js';

/** The state of a mould. */
export function MouldTag({ state }: { state: string }) {
  const { i18n } = useWords();
  const known: Readonly<Record<string, readonly [Sign, string]>> = {
    DRAFT: ['draft', i18n.t('立项')], DESIGN: ['draft', i18n.t('设计')], RELEASED: ['open', i18n.t('投产')], MACHINING: ['running', i18n.t('加工中')], ASSEMBLY: ['running', i18n.t('装配')], TRIAL: ['inspect', i18n.t('试模')],
    MODIFICATION: ['rework', i18n.t('改模')], ACCEPTED: ['done', i18n.t('验收')], SHIPPED: ['shipped', i18n.t('移模')], CLOSED: ['done', i18n.t('结案')], ON_HOLD: ['stopped', i18n.t('暂停')], CANCELLED: ['stopped', i18n.t('取消')],
  };
  const [sign, word] = known[state] ?? ['draft', state];
  return <StateTag sign={sign}>{word}</StateTag>;
}
