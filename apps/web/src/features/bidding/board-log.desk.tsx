import { useEffect, useRef, useState } from 'react';
import type { LotEvent } from '#contracts/live.protocol';
import type { I18n } from '@lingui/core';
import { useHouse } from '../../lib/api/house.js';
import { moneyText, timeText } from '../../lib/format/format.view.js';
import { useLotsVersion } from '../../lib/live/use-live.js';
import { useWords } from '../../lib/words/use-words.js';
import type { Language } from '../../lib/words/words.js';
import type { BoardLot } from './board.view.js';

const SHOWN = 60;
const SPEAK_EVERY_MS = 5_000;

/** What happened last, newest first. Once in five seconds one sentence of it is spoken. */
export function BoardLog({ lots }: { lots: ReadonlyMap<string, BoardLot> }) {
  const { i18n, language } = useWords();
  const { live } = useHouse();
  const [ids] = useState(() => new Set(lots.keys()));
  useLotsVersion(ids);
  const news = live.latestNews.filter(({ lotId }) => ids.has(lotId)).slice(0, SHOWN);
  return (
    <aside className="panel board-log" aria-labelledby="board-log-title">
      <h2 id="board-log-title">{i18n.t('动态')}</h2>
      {news.length === 0 && <p className="soft small">{i18n.t('有新的报价、延长或截标时，会在这里出现。')}</p>}
      <ol data-testid="board-log" tabIndex={0} aria-label={i18n.t('动态')}>
        {news.map((event) => (
          <li key={`${event.lotId} ${event.seq}`}><span className="num softer">{timeText(event.t)}</span> <b className="num">{lots.get(event.lotId)!.partNo}</b> {plain(event, i18n, language)}</li>
        ))}
      </ol>
      <Spoken latest={news[0] === undefined ? '' : `${lots.get(news[0].lotId)!.partNo} ${plain(news[0], i18n, language)}`} count={live.stats.applied} />
    </aside>
  );
}

function plain(event: LotEvent, i18n: I18n, language: Language): string {
  switch (event.type) {
    case 'bid': return 'rank' in event ? i18n.t('{alias} 报 {price}，第 {rank} 名', { alias: event.alias, price: moneyText(event.comparable, language), rank: event.rank }) : '';
    case 'bid-out': return i18n.t('{alias} 的报价退出', { alias: event.alias });
    case 'extended': return i18n.t('延长，第 {n} 次，最多 {most} 次', { n: event.extensions, most: event.maxExtensions });
    case 'closed': return i18n.t('截标');
    case 'opened': return i18n.t('开始报价');
    case 'resumed': return i18n.t('继续');
    case 'suspended': return i18n.t('中止');
    case 'cancelled': return i18n.t('撤销');
    case 'bids-unsealed': return i18n.t('开标，{n} 家报价', { n: event.bidCount });
    case 'question': return i18n.t('有新的提问或回答');
    case 'award': return i18n.t('定标有进展');
    case 'amended': return i18n.t('条款有修改');
    default: return '';
  }
}


function Spoken({ latest, count }: { latest: string; count: number }) {
  const { i18n } = useWords();
  const [said, setSaid] = useState('');
  const now = useRef({ latest, count });
  now.current = { latest, count };
  useEffect(() => {
    let spoken = now.current.count;
    const timer = setInterval(() => {
      const fresh = now.current.count - spoken;
      spoken = now.current.count;
      if (fresh > 0) setSaid(i18n.t('{n} 条新动态，{latest}', { n: fresh, latest: now.current.latest }));
    }, SPEAK_EVERY_MS);
    return () => clearInterval(timer);
  }, [i18n]);
  return <p className="unseen" aria-live="polite">{said}</p>;
}
