import { Link } from '@tanstack/react-router';
import { Glyph } from '../../components/signs/glyph.js';
import { useWords } from '../../lib/words/use-words.js';
import { useOutbox } from './use-outbox.js';

/** Always in sight while reports wait; it opens the outbox with the first page, so that what was left goes on by itself. */
export function OutboxBand() {
  const { i18n } = useWords();
  const { waiting } = useOutbox();
  const refused = waiting.filter(({ state }) => state === 'REFUSED');
  const first = refused[0] ?? waiting[0];
  if (first === undefined) return null;
  return (
    <Link to="/m/t/$code" params={{ code: first.code }} className={`outbox-band ${refused.length > 0 ? 'stopped' : 'risk'}`} data-testid="outbox-band">
      <Glyph sign={refused.length > 0 ? 'stopped' : 'closing'} />
      <span>{refused.length > 0 ? i18n.t('{n} 条报工没有被接受', { n: refused.length }) : i18n.t('待上传 {n}，有网络时自动送出', { n: waiting.length })}</span>
    </Link>
  );
}
