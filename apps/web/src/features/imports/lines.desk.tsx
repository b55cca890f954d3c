import { useState } from 'react';
import { Grid } from '../../components/grid/grid.js';
import '../../components/grid/grid.css';
import { PartPicture } from '../../components/signs/part-picture.js';
import { sizeText } from '../../lib/format/format.view.js';
import { useWords } from '../../lib/words/use-words.js';
import { doubtOf, rowId, rowsIn, tabCounts, type Reading, type ReadRow, type RowTab } from './import.view.js';
import { RowTag, useKindWords, useMeaningWords } from './import-words.desk.js';

/** Every line of the file with its outcome, and what of the mould the file does not name: no line is ever dropped silently. */
export function Lines({ reading, tab, onTab }: { reading: Reading; tab: RowTab; onTab: (tab: RowTab) => void }) {
  const { i18n } = useWords();
  const [active, setActive] = useState<string | null>(null);
  const counts = tabCounts(reading);
  const rows = rowsIn(reading, tab);
  const pictured = reading.models.length > 0 || reading.rows.some(({ model }) => model !== null);
  const byId = new Map(rows.map((row) => [rowId(row), row]));
  const tabs: readonly (readonly [RowTab, string])[] = [['all', i18n.t('全部')], ['add', i18n.t('新增')], ['change', i18n.t('改动')], ['review', i18n.t('待确认')], ['skip', i18n.t('跳过')], ['layout', i18n.t('不是零件')], ['missing', i18n.t('清单里没有')]];
  const columns = [
    { key: 'row', head: i18n.t('行'), width: '64px', end: true }, { key: 'outcome', head: i18n.t('结果'), width: '120px' }, { key: 'part', head: i18n.t('零件'), width: 'minmax(200px, 1.2fr)' }, { key: 'material', head: i18n.t('材料'), width: '96px' },
    { key: 'hardness', head: i18n.t('硬度'), width: '110px' }, { key: 'size', head: i18n.t('尺寸'), width: '176px' }, { key: 'quantity', head: i18n.t('数量'), width: '56px', end: true }, { key: 'why', head: i18n.t('变化、原因'), width: 'minmax(260px, 1.6fr)' },
  ];
  return (
    <section aria-labelledby="lines-title" className="panel import-lines">
      <div className="import-lines-head">
        <h2 id="lines-title">{i18n.t('每一行的结果')}</h2>
        <div role="group" aria-label={i18n.t('显示哪些行')} className="tabs">{tabs.map(([key, word]) => <button key={key} type="button" aria-pressed={tab === key} onClick={() => onTab(key)}>{word} <span className="num">{counts[key]}</span></button>)}</div>
      </div>
      {rows.length === 0 ? <p className="soft import-none">{i18n.t('没有这样的行。')}</p>
        : <Grid key={tab} label={i18n.t('每一行的结果')} columns={columns} rowIds={[...byId.keys()]} cells={(id) => cellsOf(byId.get(id)!)} active={active} onActive={setActive} onOpen={() => undefined} testId="import-lines" />}
    </section>
  );

  function cellsOf(row: ReadRow) {
    return [
      row.rowNo === 0 ? '—' : row.rowNo, <RowTag key="tag" row={row} />, row.partNo === null && row.name === null ? '' : <span key="part" className={pictured ? 'with-picture' : ''} title={`${row.partNo ?? ''} ${row.name ?? ''}`}>{pictured && <PartPicture url={row.model?.thumbnailUrl ?? null} />}<span><b className="num">{row.partNo}</b> {row.name}</span></span>,
      row.material ?? '', row.hardness ?? '', row.size === null ? '' : sizeText(row.size) ?? '', row.action === 'LAYOUT' ? '' : row.quantity ?? '—', <Why key="why" reading={reading} row={row} />,
    ];
  }
}

function Why({ reading, row }: { reading: Reading; row: ReadRow }) {
  const { i18n } = useWords();
  const meanings = useMeaningWords();
  const kinds = useKindWords();
  if (row.change === 'MISSING') return <span className="soft">{i18n.t('模具里有，清单里没有：导入不会动它')}</span>;
  if (row.action === 'LAYOUT') return <span className="soft">{kinds[row.kind]}</span>;
  if (row.differences.length > 0 && row.action !== 'REVIEW') {
    const words = row.differences.map(({ meaning, before, after }) => `${meanings[meaning]} ${before ?? '—'} → ${after ?? '—'}`).join('; ');
    return <span title={words}>{words}</span>;
  }
  const message = doubtOf(reading, row)?.message ?? '';
  return <span className={row.action === 'IMPORT' ? 'soft' : ''} title={message}>{message}</span>;
}
