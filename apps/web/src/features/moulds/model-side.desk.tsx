import { useEffect, useMemo, useState, type PointerEvent, type ReactNode } from 'react';
import type { WorkbenchQuery } from '../../generated/types.js';
import { ModelPane } from '../../components/viewer/model-pane.js';
import { useWords } from '../../lib/words/use-words.js';
import { modelLinks } from './workbench.view.js';

const KEPT = 'mouldshare.model-open';

/**
 * The list with the mould beside it: what is under the pointer or the cursor in one is lit in the other. The pane folds away (\), and stays as it
 * was left. Without a model there is only the list.
 */
export function ModelSide({ mould, active, chosen, onPick, children }: { mould: NonNullable<WorkbenchQuery['mould']>; active: string | null; chosen: ReadonlySet<string>; onPick: (partId: string) => void; children: ReactNode }) {
  const { i18n } = useWords();
  const [open, setOpen] = useState(() => localStorage.getItem(KEPT) !== 'no');
  const [hovered, setHovered] = useState<string | null>(null);
  const { modelUrl, modelBodies, parts } = mould;
  const links = useMemo(() => modelLinks(modelBodies, parts), [modelBodies, parts]);
  const fold = () => { localStorage.setItem(KEPT, open ? 'no' : 'yes'); setOpen(!open); };
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const field = event.target instanceof HTMLElement && event.target.closest('input:not([type="checkbox"], [type="range"]), textarea, select, [contenteditable], .ant-drawer');
      if (event.key === '\\' && !field && !event.isComposing && modelUrl !== null) fold();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  });
  const bodies = useMemo(() => new Set([...chosen].flatMap((id) => links.placeOf.get(id) ?? [])), [chosen, links]);
  if (modelUrl === null) return children;
  const looked = hovered ?? active;
  const onOver = ({ target }: PointerEvent) => setHovered((target as Element).closest<HTMLElement>('[data-id]')?.dataset.id ?? null);
  return (
    <div className="with-model">
      <div className="beside-model" onPointerOver={onOver} onPointerLeave={() => setHovered(null)}>{children}</div>
      {open && (
        <ModelPane
          url={modelUrl} label={i18n.t('{mould} 三维', { mould: mould.mouldNo })} nameOf={(place) => links.nameOf.get(place) ?? ''} lit={looked === null ? null : links.placeOf.get(looked) ?? null} chosen={bodies}
          bought={links.bought} onPick={(place) => { const id = links.partOf.get(place); if (id !== undefined) onPick(id); }}
        />
      )}
      <button type="button" className="model-fold" aria-expanded={open} onClick={fold}>{open ? i18n.t('收起三维') : i18n.t('看三维')}<kbd>\</kbd></button>
    </div>
  );
}
