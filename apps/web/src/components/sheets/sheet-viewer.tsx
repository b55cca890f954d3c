import { useEffect, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { Icon } from '../signs/icon.js';
import { ProblemNotice } from '../signs/notices.js';
import { useWords } from '../../lib/words/use-words.js';
import type { SheetDocument } from './sheet-documents.view.js';
import { SheetStage } from './sheet-stage.js';
import { fitted, moved, zoomed, type Extent, type Sight } from './sheet-sight.view.js';
import { useReasonWords } from './sheet-words.js';
import { usePage, type PageShown } from './use-page.js';
import './sheets.css';

const STEP = 1.3;
const PUSH = 80;

/**
 * A drawing over the whole window: turned, leafed through, brought nearer by wheel, pinch, buttons and keys; beside another revision under the same sight, or one over
 * the other in two colours. Pages are pictures of the server.
 */
export function SheetViewer({ documents, shown, beside, title, onShow }: {
  documents: readonly SheetDocument[]; shown: string | null; beside: string | null; title: string; onShow: (shown: string | null, beside: string | null) => void;
}) {
  const dialog = useRef<HTMLDialogElement>(null);
  const one = documents.find(({ id }) => id === shown) ?? null;
  useEffect(() => {
    if (one !== null && !dialog.current?.open) {
      dialog.current?.showModal();
      // The keys are for the page, not for the first field that the browser finds.
      dialog.current?.querySelector<HTMLElement>('.sheets-room')?.focus();
    }
    if (one === null) dialog.current?.close();
  }, [one]);
  return (
    <dialog ref={dialog} className="sheets" aria-label={title} onClose={() => { if (shown !== null) onShow(null, null); }} data-testid="sheet-viewer">
      {one !== null && <Opened key={one.id} documents={documents} one={one} other={documents.find(({ id }) => id === beside) ?? null} title={title} onShow={onShow} />}
    </dialog>
  );
}

function Opened({ documents, one, other, title, onShow }: { documents: readonly SheetDocument[]; one: SheetDocument; other: SheetDocument | null; title: string; onShow: (shown: string | null, beside: string | null) => void }) {
  const { i18n } = useWords();
  const room = useRef<HTMLDivElement>(null);
  const [page, setPage] = useState(1);
  const [over, setOver] = useState(false);
  const [turn, setTurn] = useState<Sight['turn']>(0);
  const [own, setOwn] = useState<Sight | null>(null);
  const [frame, setFrame] = useState<Extent>({ width: 0, height: 0 });
  const first = usePage(one.id, page)!;
  const second = usePage(other?.id ?? null, page);
  const measured = first.kind === 'there' ? first : second?.kind === 'there' ? second : null;
  const extent: Extent = measured === null ? { width: 2_000, height: 1_414 } : { width: measured.width, height: measured.height };
  const sight = own ?? fitted(extent, frame, turn);
  const pages = Math.max(first.kind === 'there' ? first.pages : 1, second?.kind === 'there' ? second.pages : 1);
  const look = (change: (sight: Sight) => Sight) => setOwn((before) => change(before ?? fitted(extent, frame, turn)));
  const zoom = (by: number, at = { x: 0, y: 0 }) => look((before) => zoomed(before, by, at, extent, frame));
  const move = (dx: number, dy: number) => look((before) => moved(before, dx, dy, extent, frame));
  const fit = () => setOwn(null);
  const rotate = () => { setTurn(((turn + 1) % 4) as Sight['turn']); setOwn(null); };
  const leaf = (by: number) => setPage(Math.min(pages, Math.max(1, page + by)));
  const compare = (id: string | null) => { setOwn(null); onShow(one.id, id); room.current?.focus(); };
  const onKey = (event: KeyboardEvent) => {
    // Behind the window other pages listen for the same keys.
    event.stopPropagation();
    if (event.ctrlKey || event.metaKey || event.altKey || event.nativeEvent.isComposing || (event.target as Element).closest('select, input')) return;
    const acts: Record<string, () => void> = {
      '+': () => zoom(STEP), '=': () => zoom(STEP), '-': () => zoom(1 / STEP), 0: fit, r: rotate, PageDown: () => leaf(1), PageUp: () => leaf(-1), ']': () => leaf(1), '[': () => leaf(-1),
      ArrowLeft: () => move(PUSH, 0), ArrowRight: () => move(-PUSH, 0), ArrowUp: () => move(0, PUSH), ArrowDown: () => move(0, -PUSH), o: () => { if (other !== null) setOver(!over); },
    };
    const act = acts[event.key];
    if (act === undefined) return;
    event.preventDefault();
    act();
  };
  const others = documents.filter(({ id }) => id !== one.id);
  const both = first.kind === 'there' && second?.kind === 'there';
  const pane = (shown: PageShown, of: SheetDocument) => <Pane shown={shown} of={of}>{(url) => <SheetStage sight={sight} extent={extent} pictures={[{ url, name: `${of.name} ${page}` }]} onZoom={zoom} onMove={move} onFrame={setFrame} busy={shown.kind === 'there' && shown.turning} />}</Pane>;
  return (
    <div ref={room} className="sheets-room" tabIndex={-1} onKeyDown={onKey}>
      <header className="sheets-head">
        <h2>{title}</h2>
        <label><span className="unseen">{i18n.t('看哪一份')}</span>
          <select value={one.id} onChange={({ target }) => onShow(target.value, other?.id === target.value ? null : other?.id ?? null)}>{documents.map((each) => <option key={each.id} value={each.id}>{documentWord(each)}</option>)}</select>
        </label>
        {others.length > 0 && (
          <label>{i18n.t('对比')}
            <select value={other?.id ?? ''} data-testid="sheet-beside" onChange={({ target }) => compare(target.value === '' ? null : target.value)}><option value="">{i18n.t('不对比')}</option>{others.map((each) => <option key={each.id} value={each.id}>{documentWord(each)}</option>)}</select>
          </label>
        )}
        <button type="button" className="sheets-close" aria-label={i18n.t('关闭')} onClick={() => onShow(null, null)}><Icon name="close" size={18} /></button>
      </header>
      <div className="sheets-panes" data-testid="sheet-panes" data-mode={other === null ? 'one' : over && both ? 'over' : 'side'}>
        {other !== null && over && both
          ? <section className="sheets-pane" aria-label={i18n.t('两版重叠')}><SheetStage sight={sight} extent={extent} pictures={[{ url: first.url, name: `${one.name} ${page}`, tint: 'first' }, { url: second.url, name: `${other.name} ${page}`, tint: 'second' }]} onZoom={zoom} onMove={move} onFrame={setFrame} busy={first.turning || second.turning} /></section>
          : <>{pane(first, one)}{other !== null && second !== null && pane(second, other)}</>}
      </div>
      <footer className="sheets-tools" role="group" aria-label={i18n.t('怎样看图')}>
        {pages > 1 && (
          <span className="sheets-pages">
            <button type="button" aria-label={i18n.t('上一页')} disabled={page <= 1} onClick={() => leaf(-1)}><Icon name="back" size={16} /></button>
            <span className="num" aria-live="polite" data-testid="sheet-page">{i18n.t('第 {n} / {all} 页', { n: page, all: pages })}</span>
            <button type="button" aria-label={i18n.t('下一页')} disabled={page >= pages} onClick={() => leaf(1)}><Icon name="next" size={16} /></button>
          </span>
        )}
        <span className="sheets-zoom">
          <button type="button" aria-label={i18n.t('缩小')} onClick={() => zoom(1 / STEP)}>−</button>
          <button type="button" onClick={fit} data-testid="sheet-fit">{i18n.t('全图')}<kbd>0</kbd></button>
          <button type="button" aria-label={i18n.t('放大')} onClick={() => zoom(STEP)} data-testid="sheet-nearer">+</button>
        </span>
        <button type="button" onClick={rotate}>{i18n.t('转 90°')}<kbd>r</kbd></button>
        {other !== null && <button type="button" aria-pressed={over} disabled={!both} onClick={() => setOver(!over)} data-testid="sheet-over">{i18n.t('重叠看差别')}<kbd>o</kbd></button>}
        {other !== null && over && both && <span className="sheets-legend small"><span className="first">{i18n.t('只在 {revision}', { revision: documentWord(one) })}</span><span className="second">{i18n.t('只在 {revision}', { revision: documentWord(other) })}</span><span>{i18n.t('黑色：两版相同')}</span></span>}
      </footer>
    </div>
  );
}

/** One document, or what stands in its place. */
function Pane({ shown, of, children }: { shown: PageShown; of: SheetDocument; children: (url: string) => ReactNode }) {
  const { i18n } = useWords();
  const words = useReasonWords();
  return (
    <section className="sheets-pane" aria-label={documentWord(of)} aria-busy={shown.kind === 'waiting'} data-kind={shown.kind} data-testid="sheet-pane">
      {shown.kind === 'there' && children(shown.url)}
      {shown.kind === 'waiting' && <p className="sheets-note" role="status">{i18n.t('正在打开图纸…')}</p>}
      {shown.kind === 'refused' && <div className="notice sheets-said" role="alert"><b>{i18n.t('这份图不能显示')}</b><span>{shown.reason === null ? shown.message : words[shown.reason]}</span></div>}
      {shown.kind === 'problem' && <div className="sheets-said"><ProblemNotice problem={shown.problem} onRetry={shown.retry} /></div>}
    </section>
  );
}

function documentWord({ name, revision }: SheetDocument): string {
  return `${revision} · ${name}`;
}
