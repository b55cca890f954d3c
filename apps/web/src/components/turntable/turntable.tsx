import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { onTheme } from '../../lib/theme/theme.js';
import { useWords } from '../../lib/words/use-words.js';
import type { MouldScene } from '../viewer/mould-scene.js';
import './turntable.css';

type Stage = 'resting' | 'waiting' | 'there' | 'no-webgl' | 'failed';
const TURN = Math.PI / 12;
const NOTHING = { lit: null, chosen: new Set<string>(), hidden: new Set<string>(), explode: 0, section: 0 };

/**
 * One part to turn in the hand: its picture until somebody wants more, then one light canvas. What draws is loaded with it and not before. Where there is no WebGL the
 * picture stays.
 */
export function Turntable({ url, label, picture, atOnce = false, load = read }: { url: string; label: string; picture: string | null; atOnce?: boolean; /** How it is read where the address alone opens nothing. */ load?: (url: string, signal: AbortSignal) => Promise<ArrayBuffer> }) {
  const { i18n } = useWords();
  const canvas = useRef<HTMLCanvasElement>(null);
  const scene = useRef<MouldScene | null>(null);
  const [wanted, setWanted] = useState(atOnce);
  const [stage, setStage] = useState<Stage>(atOnce ? 'waiting' : 'resting');
  const [attempt, setAttempt] = useState(0);
  // An address is renewed every few minutes; the file behind it is the same.
  const address = useRef(url);
  address.current = url;
  const reading = useRef(load);
  reading.current = load;
  const [file] = url.split('?');
  useEffect(() => {
    if (!wanted) return;
    const end = new AbortController();
    let watching: ResizeObserver | null = null;
    let leave = (): void => undefined;
    setStage('waiting');
    void (async () => {
      try {
        const [{ MouldScene }, glb] = await Promise.all([import('../viewer/mould-scene.js'), reading.current(address.current, end.signal)]);
        const on = canvas.current;
        if (end.signal.aborted || on === null) return;
        const made = standing(() => new MouldScene(on, coloursOf(on)));
        if (made === null) return setStage('no-webgl');
        scene.current = made;
        leave = onTheme(() => made.recolour(coloursOf(on)));
        watching = new ResizeObserver(() => made.resize(on.clientWidth, on.clientHeight));
        watching.observe(on);
        made.resize(on.clientWidth, on.clientHeight);
        await made.showShapes(glb);
        made.look(NOTHING);
        if (!end.signal.aborted) setStage('there');
      } catch {
        if (!end.signal.aborted) setStage('failed');
      }
    })();
    return () => {
      end.abort();
      watching?.disconnect();
      leave();
      scene.current?.dispose();
      scene.current = null;
    };
  }, [file, attempt, wanted]);
  const turn = (azimuth: number, polar: number, nearer?: number) => scene.current?.turn(azimuth, polar, nearer);
  const onKey = (event: KeyboardEvent) => {
    const turns: Record<string, readonly [number, number, number?]> = { ArrowLeft: [-TURN, 0], ArrowRight: [TURN, 0], ArrowUp: [0, -TURN], ArrowDown: [0, TURN], '+': [0, 0, 1.2], '=': [0, 0, 1.2], '-': [0, 0, 1 / 1.2] };
    const by = turns[event.key];
    if (by) turn(...by);
    else if (event.key === '0') scene.current?.frame();
    else return;
    event.preventDefault();
  };
  const still = stage !== 'there';
  return (
    <div className="turntable" data-testid="turntable" data-stage={stage}>
      <div className="turntable-stage">
        {wanted && stage !== 'no-webgl' && <canvas ref={canvas} tabIndex={0} role="img" aria-label={i18n.t('{label}，方向键转动，加减键缩放', { label })} onKeyDown={onKey} />}
        {still && picture !== null && <img src={picture} alt={label} />}
        {stage === 'waiting' && <p className="turntable-note" role="status">{i18n.t('正在读取模型…')}</p>}
        {stage === 'failed' && <p className="turntable-note" role="alert">{i18n.t('模型没有读到')} <button type="button" className="text-button" onClick={() => setAttempt(attempt + 1)}>{i18n.t('重试')}</button></p>}
        {stage === 'no-webgl' && <p className="turntable-note">{i18n.t('这台机器不能显示三维。')}</p>}
      </div>
      <div className="turntable-tools" role="group" aria-label={i18n.t('怎样看模型')}>
        {stage === 'resting'
          ? <button type="button" onClick={() => setWanted(true)} data-testid="turn-it">{i18n.t('转动看三维')}</button>
          : <>
            <button type="button" disabled={still} aria-label={i18n.t('向左转')} onClick={() => turn(-TURN, 0)}>↶</button>
            <button type="button" disabled={still} aria-label={i18n.t('向右转')} onClick={() => turn(TURN, 0)}>↷</button>
            <button type="button" disabled={still} aria-label={i18n.t('缩小')} onClick={() => turn(0, 0, 1 / 1.2)}>−</button>
            <button type="button" disabled={still} aria-label={i18n.t('放大')} onClick={() => turn(0, 0, 1.2)}>+</button>
            <button type="button" disabled={still} onClick={() => scene.current?.frame()}>{i18n.t('全部入画')}</button>
          </>}
      </div>
    </div>
  );
}

async function read(url: string, signal: AbortSignal): Promise<ArrayBuffer> {
  const answer = await fetch(url, { signal, credentials: 'omit' });
  if (!answer.ok) throw new Error(`The model could not be read (${answer.status}).`);
  return answer.arrayBuffer();
}

function standing(make: () => MouldScene): MouldScene | null {
  try { return make(); } catch { return null; }
}

function coloursOf(element: Element) {
  const of = (name: string): string => getComputedStyle(element).getPropertyValue(name).trim();
  return { body: of('--model-body'), lit: of('--c-brand'), chosen: of('--st-lead-solid'), edge: of('--c-text2') };
}
