import { Button } from '../../components/desk/button.js';
import { Icon } from '../../components/signs/icon.js';
import { StateTag } from '../../components/signs/glyph.js';
import { useWords } from '../../lib/words/use-words.js';
import { DropZone } from './drop-zone.desk.js';
import { bytesText, isRefused, type Piece } from './intake.view.js';
import { usePurposeWords, useRefusalWords } from './intake-words.desk.js';
import type { useIntake } from './use-intake.js';

/** Files on their way: what each is, how far it is, and why one cannot go along. */
export function Tray({ intake }: { intake: ReturnType<typeof useIntake> }) {
  const { i18n } = useWords();
  const { pieces, standing, starting } = intake;
  const there = pieces.filter(({ fileId }) => fileId !== null).length;
  const bytes = pieces.filter((piece) => !isRefused(piece)).reduce((sum, piece) => sum + piece.bytes, 0);
  const gone = pieces.filter((piece) => !isRefused(piece)).reduce((sum, piece) => sum + piece.bytes * (piece.share ?? 0), 0);
  const percent = bytes === 0 ? 0 : Math.floor((100 * gone) / bytes);
  return (
    <section className="panel import-part" aria-labelledby="tray-title" data-testid="import-tray">
      <div className="spread"><h2 id="tray-title">{i18n.t('正在上传')} <span className="soft num">{i18n.t('{n} / {m} 个文件', { n: there, m: pieces.length })}</span></h2><span className="num" role="status">{percent} %</span></div>
      <progress max={100} value={percent} aria-label={i18n.t('正在上传')} />
      <ul className="tray">{pieces.map((piece) => <Line key={piece.key} piece={piece} onRemove={() => intake.remove(piece.key)} onAgain={() => intake.again(piece.key)} />)}</ul>
      <DropZone busy={starting} onFiles={(files) => void intake.add(files)} small />
      {(standing === 'ASK' || intake.refusal !== null || intake.problem !== null) && there > 0 && (
        <div className="row tray-go"><span className="soft small">{standing === 'ASK' ? i18n.t('有文件不能一起导入：删掉它，或只用其余的。') : ''}</span><Button type="primary" loading={starting} disabled={standing === 'SENDING'} onClick={() => void intake.start()} data-testid="import-go">{i18n.t('用 {n} 个文件导入', { n: there })}</Button></div>
      )}
    </section>
  );
}

function Line({ piece, onRemove, onAgain }: { piece: Piece; onRemove: () => void; onAgain: () => void }) {
  const { i18n } = useWords();
  const purposes = usePurposeWords();
  const refusals = useRefusalWords();
  const { name, bytes, purpose, refusal, refused, share, broken, fileId } = piece;
  return (
    <li data-testid="tray-file" data-there={fileId !== null}>
      <span className="tray-name" title={name}>{name}</span>
      <span className="soft small num">{purpose === null ? '' : purposes[purpose]} {bytesText(bytes)}</span>
      <span className="tray-state">
        {isRefused(piece) ? <span className="small trouble" role="alert">{refusal !== null ? refusals[refusal] : refused || i18n.t('没有传上去')}</span>
          : fileId !== null ? <StateTag sign="done">{i18n.t('已上传')}</StateTag>
            : broken ? <StateTag sign="risk">{i18n.t('断线了，恢复后接着传')}</StateTag>
              : share === null ? <span className="soft small">{i18n.t('等待')}</span>
                : <span className="num small">{Math.floor(share * 100)} %</span>}
      </span>
      {refused === '' && refusal === null && <button type="button" className="text-button small" onClick={onAgain}>{i18n.t('重试')}</button>}
      <button type="button" className="text-button tray-out" aria-label={i18n.t('不要 {name}', { name })} onClick={onRemove}><Icon name="close" size={14} /></button>
    </li>
  );
}
