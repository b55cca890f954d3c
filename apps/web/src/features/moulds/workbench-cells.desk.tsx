import type { ReactNode } from 'react';
import type { PartGap } from '../../generated/types.js';
import { PartPicture } from '../../components/signs/part-picture.js';
import { PartTag } from '../../components/signs/trade-tags.js';
import { sizeText } from '../../lib/format/format.view.js';
import { useWords } from '../../lib/words/use-words.js';
import { useGapWords, useSupplyWords } from './part-words.desk.js';
import { hasGap, namesOf, summed, type Catalogue, type Part } from './workbench.view.js';

/** The head of each column, and the cells of a row in the same order. */
export function useWorkbenchCells(byId: ReadonlyMap<string, Part>, catalogue: Catalogue, onGap: (id: string, gap: PartGap) => void) {
  const { i18n, language } = useWords();
  const names = namesOf(catalogue, language);
  const supply = useSupplyWords();
  const gapWords = useGapWords();
  // A mould without a model needs no column of empty frames.
  const pictured = [...byId.values()].some(({ thumbnailUrl }) => thumbnailUrl !== null);
  const columns = [
    { key: 'part', head: i18n.t('零件'), width: 'minmax(220px, 1.5fr)' },
    { key: 'kind', head: i18n.t('类别'), width: 'minmax(96px, .7fr)' },
    { key: 'material', head: i18n.t('材料'), width: '92px' },
    { key: 'hardness', head: i18n.t('硬度'), width: '96px' },
    { key: 'size', head: i18n.t('尺寸'), width: '172px' },
    { key: 'quantity', head: i18n.t('数量'), width: '56px', end: true },
    { key: 'supply', head: i18n.t('供应'), width: '80px' },
    { key: 'route', head: i18n.t('工艺路线'), width: 'minmax(150px, 1fr)' },
    { key: 'state', head: i18n.t('状态'), width: 'minmax(190px, .9fr)' },
  ];
  const cells = (id: string): ReactNode[] => {
    const part = byId.get(id)!;
    const name = language === 'en' ? part.nameEn ?? part.name : part.name;
    const size = sizeText(part.size);
    return [
      <span key="part" className={pictured ? 'with-picture' : ''} title={`${part.partNo} ${name}`}>{pictured && <PartPicture url={part.thumbnailUrl} />}<span><b className="num">{part.partNo}</b> {name}</span></span>,
      <span key="kind" className="soft" title={names.kind(part.category)}>{names.kind(part.category) || '—'}</span>,
      <span key="material" title={part.material ?? undefined}>{part.material ?? '—'}</span>,
      <span key="hardness" title={part.hardness ?? undefined}>{part.hardness ?? '—'}</span>,
      <span key="size" className="num" title={size ?? undefined}>{size ?? '—'}</span>,
      part.quantity,
      supply[part.supply],
      <Route key="route" part={part} process={names.process} />,
      <span key="state" className="row">
        {hasGap(part) ? part.gaps.map((gap) => <button key={gap} type="button" tabIndex={-1} className="gap-chip" title={gapWords[gap][1]} onClick={(event) => { event.stopPropagation(); onGap(id, gap); }}>{gapWords[gap][0]}</button>) : <PartTag state={part.state} />}
        {!hasGap(part) && part.released && part.state === 'PLANNED' && <span className="soft small">{i18n.t('已放行')} {part.revision}</span>}
      </span>,
    ];
  };
  return { columns, cells };
}

/** Operations in order; those that go outside are underlined. */
function Route({ part, process }: { part: Part; process: (code: string) => string }) {
  const { i18n } = useWords();
  const words = part.route.map((step) => `${process(step.process)}${step.outside ? ` (${i18n.t('外协')})` : ''}`).join(' › ');
  if (part.route.length === 0) return <>—</>;
  return <span className="route mono small" title={words}><span className="unseen">{words}</span><span aria-hidden="true">{part.route.map((step, i) => <span key={step.seq}>{i > 0 && '›'}<span className={step.outside ? 'outside' : ''}>{step.process}</span></span>)}</span></span>;
}

/** What a branch says of itself: its name, its parts and pieces, and what goes outside. */
export function Branch({ name, parts }: { name: string; parts: readonly Part[] }) {
  const { i18n } = useWords();
  const sum = summed(parts);
  const gaps = parts.filter(hasGap).length;
  return <><span>{name}</span> <span className="soft num branch-sum">{i18n.t('{n} 项 {pieces} 件', { n: sum.parts, pieces: sum.pieces })}{sum.outside > 0 && ` · ${i18n.t('外协 {n}', { n: sum.outside })}`}{gaps > 0 && ` · ${i18n.t('待补 {n}', { n: gaps })}`}</span></>;
}
