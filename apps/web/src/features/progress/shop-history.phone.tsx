import { useState } from 'react';
import { BigButton, ChoiceButton, Sheet } from '../../components/phone/kit.js';
import { EvidenceStrip } from '../../components/signs/evidence.js';
import { useActionWords, usePauseWords } from '../../components/signs/report-words.js';
import { momentText } from '../../lib/format/format.view.js';
import { useHouse } from '../../lib/api/house.js';
import { useProcessNames } from '../../lib/api/process-names.js';
import { useWords } from '../../lib/words/use-words.js';
import { lastToTakeBack, shopReports } from './shop-history.view.js';
import type { Traveller } from './shop-line.view.js';
import { useOutbox } from './use-outbox.js';

/** What was reported, newest first; the last one can be taken back by the shop that made it, while nobody built on it. */
export function ShopHistory({ traveller }: { traveller: Traveller }) {
  const { i18n, language } = useWords();
  const { live } = useHouse();
  const { outbox, waiting } = useOutbox();
  const words = useActionWords();
  const reasons = usePauseWords();
  const processName = useProcessNames();
  const [asking, setAsking] = useState(false);
  const reports = shopReports(traveller.pieces);
  if (reports.length === 0) return null;
  const last = traveller.mayReport && !waiting.some(({ code }) => code === traveller.code) ? lastToTakeBack(traveller.pieces) : null;
  const takeBack = () => {
    setAsking(false);
    if (last === null) return;
    void outbox.add({
      code: traveller.code, title: `${traveller.itemNo} ${traveller.name}`, process: last.process, pieceIds: last.pieceIds, runIds: last.runIds, action: 'CORRECT', revision: traveller.revision, happenedAt: new Date(live.serverNow() ?? Date.now()).toISOString(),
      good: null, scrap: null, minutes: null, pauseReason: null, note: null, photos: [],
    });
  };
  return (
    <details className="card shop-history">
      <summary>{i18n.t('报工记录')} <span className="soft num">{reports.length}</span></summary>
      <ol>
        {reports.slice(0, 50).map(({ id, process, serials, action, happenedAt, by, good, scrap, minutes, pauseReason, note, evidence }) => (
          <li key={id}>
            <span className="spread"><b>{words[action]} · {processName(process)}</b><span className="soft num">{momentText(happenedAt, language)}</span></span>
            <span className="soft num">{[serials, by, good === null ? null : i18n.t('合格 {n}', { n: good }), scrap ? i18n.t('报废 {n}', { n: scrap }) : null, minutes === null ? null : i18n.t('{n} 分', { n: minutes }), pauseReason === null ? null : reasons[pauseReason]].filter(Boolean).join(' · ')}</span>
            {note !== null && <span>{note}</span>}
            <EvidenceStrip evidence={evidence} />
          </li>
        ))}
      </ol>
      {last !== null && <ChoiceButton onClick={() => setAsking(true)}>{i18n.t('撤回上一次报工')}</ChoiceButton>}
      <Sheet open={asking} title={i18n.t('撤回上一次报工')} onClose={() => setAsking(false)}>
        {last !== null && <p>{i18n.t('{action}（{process}）报错了？撤回后回到报之前的状态。', { action: words[last.action], process: processName(last.process) })}</p>}
        <div className="sheet-actions"><BigButton onClick={takeBack}>{i18n.t('撤回')}</BigButton><BigButton className="quiet" onClick={() => setAsking(false)}>{i18n.t('不撤回')}</BigButton></div>
      </Sheet>
    </details>
  );
}
