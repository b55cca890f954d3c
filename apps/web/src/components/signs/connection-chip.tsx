import { useState } from 'react';
import { useLine } from '../../lib/live/use-live.js';
import { useWords } from '../../lib/words/use-words.js';
import type { LineState } from '../../lib/live/reconnect.policy.js';

const DOT: Readonly<Record<LineState, string>> = {
  IDLE: 'var(--c-text3)', CONNECTING: 'var(--c-text3)', ONLINE: 'var(--st-done-solid)', SLOW: 'var(--st-risk-solid)', CATCHING_UP: 'var(--st-open-solid)',
  RECONNECTING: 'var(--st-risk-solid)', OFFLINE: 'var(--st-stopped-solid)', ENDED: 'var(--st-stopped-solid)',
};

/** How the line to the market stands, always in sight; a press tells more. */
export function ConnectionChip() {
  const { i18n } = useWords();
  const { state, lagMs, offsetMs, leadTimeMs } = useLine();
  const [open, setOpen] = useState(false);
  const lag = Math.round(lagMs ?? 0);
  const words: Readonly<Record<LineState, string>> = {
    IDLE: i18n.t('未连接'), CONNECTING: i18n.t('正在连接…'), ONLINE: i18n.t('在线 · {lag} ms', { lag }), SLOW: i18n.t('较慢 · {lag} ms', { lag }),
    CATCHING_UP: i18n.t('正在追赶…'), RECONNECTING: i18n.t('正在重连…'), OFFLINE: i18n.t('已离线'), ENDED: i18n.t('登录已结束'),
  };
  const skew = offsetMs === null ? null : Math.round((performance.timeOrigin - offsetMs) / 100) / 10;
  return (
    <span className="line-chip">
      <button type="button" className="chip num" aria-expanded={open} data-testid="connection" data-state={state} onClick={() => setOpen(!open)}>
        <svg width="10" height="10" viewBox="0 0 10 10" aria-hidden="true"><circle cx="5" cy="5" r={state === 'ONLINE' || state === 'CATCHING_UP' ? 4.5 : 3.75} fill={state === 'ONLINE' || state === 'CATCHING_UP' ? DOT[state] : 'none'} stroke={DOT[state]} strokeWidth="1.5" /></svg>
        {words[state]}
      </button>
      {open && (
        <span className="line-more" role="status">
          <span>{i18n.t('报价请至少提前 {seconds} 秒', { seconds: Math.ceil(leadTimeMs / 1_000) })}</span>
          {skew !== null && <span className="num">{i18n.t('本机时钟与服务器相差 {seconds} 秒；倒计时按服务器', { seconds: skew.toFixed(1) })}</span>}
        </span>
      )}
    </span>
  );
}
