import { Button } from '../../components/desk/button.js';
import type { PartSupply } from '../../generated/types.js';
import { useWords } from '../../lib/words/use-words.js';
import { useSupplyWords } from './part-words.desk.js';
import { isReady, summed, type Part } from './workbench.view.js';

export interface BulkBarProps { parts: readonly Part[]; busy: boolean; onSupply: (supply: PartSupply) => void; onFill: () => void; routeless: number; onRoutes: () => void; onRelease: () => void; onPublish: () => void; onClear: () => void }

/** What can be done with the chosen parts together. */
export function BulkBar({ parts, busy, onSupply, onFill, routeless, onRoutes, onRelease, onPublish, onClear }: BulkBarProps) {
  const { i18n } = useWords();
  const supply = useSupplyWords();
  const sum = summed(parts);
  const ready = parts.filter(isReady);
  const drafts = parts.filter(({ released }) => !released);
  return (
    <div className="bulk-bar" role="region" aria-label={i18n.t('选中的零件')} data-testid="bulk-bar">
      <b className="num">{i18n.t('选中 {n} 项 {pieces} 件', { n: sum.parts, pieces: sum.pieces })}</b>
      <span role="group" aria-label={i18n.t('自制、外协还是外购')} className="tabs">{(['MAKE', 'OUTSIDE', 'BUY'] as const).map((one) => <button key={one} type="button" disabled={busy} aria-pressed={parts.every((part) => part.supply === one)} data-testid={`bulk-${one}`} onClick={() => onSupply(one)}>{supply[one]}</button>)}</span>
      <Button size="small" onClick={onFill} data-testid="bulk-fill">{i18n.t('填资料、工艺')} (E)</Button>
      {routeless > 0 && <Button size="small" onClick={onRoutes} loading={busy} data-testid="bulk-routes">{i18n.t('{n} 项按类别补工艺', { n: routeless })}</Button>}
      <Button size="small" onClick={onRelease} loading={busy} disabled={drafts.length === 0} data-testid="bulk-release">{i18n.t('放行 {n} 项', { n: drafts.length })}</Button>
      <span className="grow" />
      <Button size="small" type="text" onClick={onClear}>{i18n.t('取消选择')}</Button>
      <Button type="primary" disabled={ready.length === 0} loading={busy} onClick={onPublish} data-testid="bulk-publish" title={i18n.t('外协、资料齐、还没有发出去的零件可以发布')}>
        {ready.every(({ released }) => released) ? i18n.t('发布询价 {n} 项', { n: ready.length }) : i18n.t('放行并发布询价 {n} 项', { n: ready.length })} (P)
      </Button>
    </div>
  );
}
