import type { ReactNode } from 'react';
import { Glyph, StateTag, type Sign } from '../../components/signs/glyph.js';
import { LatenessTag, operationSign, PartTag, useOperationWords } from '../../components/signs/trade-tags.js';
import { useHouse } from '../../lib/api/house.js';
import { useProcessNames } from '../../lib/api/process-names.js';
import { dayText } from '../../lib/format/format.view.js';
import { useWords } from '../../lib/words/use-words.js';
import { presentCell, type BoardCell, type BoardRow } from './board.view.js';
import { daysOver } from './shop-line.view.js';

/** Hours without a word after which a cell carries a dot; the service's own rule of silence is in the lateness of the row. */
const QUIET_HOURS = 24;

/** What is told of a part and of its operations: in the cells, and in words for the one at hand. */
export function useBoardCells(names: ReadonlyMap<string, string>, fresh: ReadonlySet<string>): { fixed: (row: BoardRow) => ReactNode[]; cell: (row: BoardRow, cell: BoardCell | undefined) => ReactNode; told: (row: BoardRow, cell: BoardCell | undefined) => string } {
  const { i18n, language } = useWords();
  const { live } = useHouse();
  const now = live.serverNow();
  const words = useOperationWords();
  const processName = useProcessNames();
  const isLate = (row: BoardRow, cell: BoardCell) => cell === presentCell(row) && row.lateness === 'LATE';
  const told = (row: BoardRow, cell: BoardCell | undefined) => (cell === undefined ? i18n.t('没有这道工序') : [
    `${cell.seq} ${processName(cell.process)}`, isLate(row, cell) ? i18n.t('逾期') : words[cell.state], names.get(cell.doneById) ?? '', cell.pieces > 1 ? `${cell.passed} / ${cell.pieces}` : '',
    cell.promisedDate === null ? '' : i18n.t('承诺 {day}', { day: dayText(cell.promisedDate, language) }), cell.quietHours === null ? '' : i18n.t('{n} 小时没有动静', { n: cell.quietHours }),
  ].filter(Boolean).join(' · '));
  return {
    told,
    fixed: (row) => {
      const present = presentCell(row);
      return [
        <span key="part" className="heat-part" title={`${row.partNo} ${row.name}`}><b className="num">{row.partNo}</b> {row.name}</span>,
        row.lateness === 'ON_TIME' ? <PartTag key="state" state={row.state} /> : <LatenessTag key="state" lateness={row.lateness} days={row.promisedDate === null ? null : daysOver(row.promisedDate, now)} />,
        <span key="holder" className="heat-holder">{present === null ? '—' : names.get(present.doneById) ?? '—'}</span>,
        row.promisedDate === null ? '—' : dayText(row.promisedDate, language),
        row.slackDays === null ? '—' : <Slack key="slack" days={row.slackDays} />,
      ];
    },
    cell: (row, cell) => (cell === undefined ? <span className="heat-none" role="img" aria-label={i18n.t('没有这道工序')} />
      : <HeatCell cell={cell} sign={isLate(row, cell) ? 'late' : operationSign(cell.state)} told={told(row, cell)} fresh={fresh.has(`${row.partId} ${cell.seq}`)} />),
  };
}

export function Slack({ days }: { days: number }) {
  const { i18n } = useWords();
  return days < 0 ? <StateTag sign="risk">{i18n.t('−{n} 天', { n: -days })}</StateTag> : <>{i18n.t('+{n} 天', { n: days })}</>;
}

function HeatCell({ cell, sign, told, fresh }: { cell: BoardCell; sign: Sign; /** All that is known, for a pointer and for whoever listens. */ told: string; fresh: boolean }) {
  const quiet = cell.quietHours !== null && cell.quietHours >= QUIET_HOURS;
  return (
    <span className={`heat-cell ${sign}${fresh ? ' fresh' : ''}`} role="img" aria-label={told} title={told} data-state={cell.state} data-testid="heat-state">
      {sign === 'draft' ? <i className="heat-dot" /> : <Glyph sign={sign} />}
      {cell.pieces > 1 && cell.passed > 0 && cell.passed < cell.pieces && <small className="num">{cell.passed}</small>}
      {quiet && <i className="heat-quiet" />}
    </span>
  );
}
