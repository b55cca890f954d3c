import { Glyph } from '../../components/signs/glyph.js';
import { useOperationWords } from '../../components/signs/trade-tags.js';
import { useProcessNames } from '../../lib/api/process-names.js';
import { dayText } from '../../lib/format/format.view.js';
import { useWords } from '../../lib/words/use-words.js';
import type { Bottleneck as Found } from './board.view.js';

/** The one part that decides about the mould, who has it, and what is known about it. */
export function Bottleneck({ worst, names, ordered, onOpen }: { worst: Found | null; names: ReadonlyMap<string, string>; ordered: boolean; onOpen: (partId: string) => void }) {
  const { i18n, language } = useWords();
  const words = useOperationWords();
  const processName = useProcessNames();
  if (!ordered) return <p className="bottleneck soft" data-testid="bottleneck">{i18n.t('还没有订单。定标后这里会亮起来。')}</p>;
  if (worst === null) return <p className="bottleneck" data-testid="bottleneck"><Glyph sign="done" /> {i18n.t('没有卡住的零件。')}</p>;
  const { row, cell } = worst;
  const holder = cell === null ? '' : names.get(cell.doneById) ?? '';
  const where = row.state === 'PLANNED' ? i18n.t('还没有开始') : row.state === 'SOURCING' ? i18n.t('正在询价')
    : cell === null ? i18n.t('工序都已转序，等验收') : i18n.t('{process} 在 {holder}（{state}）', { process: processName(cell.process), holder, state: words[cell.state] });
  const facts = [
    row.slackDays! < 0 ? i18n.t('比需要晚 {n} 天', { n: -row.slackDays! }) : i18n.t('最紧，还余 {n} 天', { n: row.slackDays! }),
    row.promisedDate === null ? '' : i18n.t('承诺 {day}', { day: dayText(row.promisedDate, language) }),
    cell?.quietHours ? i18n.t('{n} 小时没有动静', { n: cell.quietHours }) : '',
  ].filter(Boolean).join(' · ');
  return (
    <p className={`bottleneck ${row.slackDays! < 0 || row.lateness === 'LATE' ? 'bad' : ''}`} data-testid="bottleneck">
      <Glyph sign={row.lateness === 'LATE' ? 'late' : row.slackDays! < 0 ? 'risk' : 'running'} />
      <span><b>{i18n.t('关键')}</b> <span className="num">{row.partNo}</span> {row.name} · {where} · <span className="num">{facts}</span></span>
      <button type="button" className="text-button" onClick={() => onOpen(row.partId)}>{i18n.t('看这个零件')} <kbd>b</kbd></button>
    </p>
  );
}
