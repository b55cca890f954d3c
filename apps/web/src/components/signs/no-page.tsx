import { useRouter, type ErrorComponentProps } from '@tanstack/react-router';
import { EmptyNotice, ProblemNotice } from './notices.js';
import { useWords } from '../../lib/words/use-words.js';

/** An address that is no page: said, with a way on. */
export function NoSuchPage() {
  const { i18n } = useWords();
  return <EmptyNotice title={i18n.t('没有这个页面')}><p className="soft">{i18n.t('地址可能不完整，或者页面已经移走。')}</p><a href="/">{i18n.t('回到首页')}</a></EmptyNotice>;
}

/** A page that broke while it was drawn or fetched; the frame around it stays, and it can be tried again. */
export function BrokenPage({ error, reset }: ErrorComponentProps) {
  const router = useRouter();
  return <ProblemNotice problem={error} onRetry={() => { reset(); void router.invalidate(); }} />;
}
