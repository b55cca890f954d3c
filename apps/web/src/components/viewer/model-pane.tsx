import { useEffect, useRef, useState, type KeyboardEvent, type PointerEvent } from 'react';
import { onTheme } from '../../lib/theme/theme.js';
import { useWords } from '../../lib/words/use-words.js';
import type { Triple } from './glb-boxes.view.js';
import type { MouldScene, SceneColours } from './mould-scene.js';
import { streamModel } from './model-stream.js';
import './model-pane.css';

/** How far the model is here. */
type Stage = 'waiting' | 'boxes' | 'shapes' | 'no-webgl' | 'failed';

const NONE: ReadonlySet<string> = new Set();
const TURN = Math.PI / 12;

/**
 * A model to look at: one canvas, boxes first. Everything that the pointer does is a button, a slider or a key as well. Where there is no WebGL
 * a picture stands in its place.
 */
export function ModelPane({ url, label, nameOf, lit = null, onLit, chosen = NONE, onPick, bought = NONE, picture = null }: {
  url: string; label: string; nameOf: (part: string) => string;
  lit?: string | null; onLit?: (part: string | null) => void; chosen?: ReadonlySet<string>; onPick?: (part: string) => void;
  /** Parts that can be hidden because they are bought. */
  bought?: ReadonlySet<string>;
  picture?: string | null;
}) {
  const { i18n } = useWords();
  const canvas = useRef<HTMLCanvasElement>(null);
  const scene = useRef<{ scene: MouldScene; distanceMm: (a: Triple, b: Triple) => number } | null>(null);
  const [stage, setStage] = useState<Stage>('waiting');
  const [attempt, setAttempt] = useState(0);
  const [explode, setExplode] = useState(0);
  const [section, setSection] = useState(0);
  const [hiding, setHiding] = useState(false);
  const [measuring, setMeasuring] = useState(false);
  const [points, setPoints] = useState<readonly Triple[]>([]);
  const [own, setOwn] = useState<string | null>(null);
  const shown = lit ?? own;
  // An address is renewed every few minutes; the file behind it is the same.
  const address = useRef(url);
  address.current = url;
  const [file] = url.split('?');

  useEffect(() => {
    const end = new AbortController();
    let watching: ResizeObserver | null = null;
    let leave = (): void => undefined;
    setStage('waiting');
    void (async () => {
      const { MouldScene, distanceMm } = await import('./mould-scene.js');
      const on = canvas.current;
      if (end.signal.aborted || on === null) return;
      let made: MouldScene;
      try { made = new MouldScene(on, coloursOf(on)); } catch { setStage('no-webgl'); return; }
      scene.current = { scene: made, distanceMm };
      leave = onTheme(() => made.recolour(coloursOf(on)));
      watching = new ResizeObserver(() => made.resize(on.clientWidth, on.clientHeight));
      watching.observe(on);
      made.resize(on.clientWidth, on.clientHeight);
      try {
        const glb = await streamModel(address.current, (boxes) => { made.showBoxes(boxes); setStage('boxes'); }, end.signal);
        await made.showShapes(glb);
        if (!end.signal.aborted) setStage('shapes');
      } catch {
        if (!end.signal.aborted) setStage('failed');
      }
    })();
    return () => {
      end.abort();
      watching?.disconnect();
      leave();
      scene.current?.scene.dispose();
      scene.current = null;
    };
  }, [file, attempt]);
  useEffect(() => {
    scene.current?.scene.look({ lit: shown, chosen, hidden: hiding ? bought : NONE, explode, section });
  }, [shown, chosen, bought, hiding, explode, section, stage]);

  const frame = () => scene.current?.scene.frame(shown === null ? chosen : new Set([shown]));
  const under = ({ nativeEvent }: PointerEvent) => scene.current?.scene.at(nativeEvent.offsetX, nativeEvent.offsetY) ?? null;
  const onMove = (event: PointerEvent) => {
    if (event.buttons !== 0) return;
    const part = under(event)?.part ?? null;
    if (part === shown) return;
    setOwn(part);
    onLit?.(part);
  };
  const pressed = useRef({ x: 0, y: 0 });
  const onUp = (event: PointerEvent) => {
    if (Math.hypot(event.clientX - pressed.current.x, event.clientY - pressed.current.y) > 4) return;
    const hit = under(event);
    if (hit === null) return;
    if (measuring) setPoints((before) => (before.length === 1 ? [before[0]!, hit.point] : [hit.point]));
    else onPick?.(hit.part);
  };
  const onKey = (event: KeyboardEvent) => {
    const turns: Record<string, readonly [number, number, number?]> = { ArrowLeft: [-TURN, 0], ArrowRight: [TURN, 0], ArrowUp: [0, -TURN], ArrowDown: [0, TURN], '+': [0, 0, 1.2], '=': [0, 0, 1.2], '-': [0, 0, 1 / 1.2] };
    const turn = turns[event.key];
    if (turn) scene.current?.scene.turn(...turn);
    else if (event.key === 'f') frame();
    else if (event.key === 'h' && bought.size > 0) setHiding(!hiding);
    else return;
    event.preventDefault();
  };
  const distance = points.length === 2 && scene.current ? scene.current.distanceMm(points[0]!, points[1]!) : null;
  if (stage === 'no-webgl') {
    return (
      <div className="model-pane">
        {picture === null ? null : <img className="model-picture" src={picture} alt={label} />}
        <p className="soft small">{i18n.t('这台机器不能显示三维，零件列表不受影响。')}</p>
      </div>
    );
  }
  return (
    <div className="model-pane" data-testid="model-pane" data-stage={stage}>
      <canvas
        ref={canvas} tabIndex={0} role="img" aria-label={i18n.t('{label}，方向键转动，加减键缩放', { label })}
        onPointerDown={({ clientX, clientY }) => { pressed.current = { x: clientX, y: clientY }; }} onPointerMove={onMove} onPointerUp={onUp} onPointerLeave={() => { setOwn(null); onLit?.(null); }} onKeyDown={onKey}
      />
      {stage === 'waiting' && <p className="model-note" role="status">{i18n.t('正在读取模型…')}</p>}
      {stage === 'boxes' && <p className="model-note" role="status">{i18n.t('先看外形，细节马上就来…')}</p>}
      {stage === 'failed' && <p className="model-note" role="alert">{i18n.t('模型没有读到')} <button type="button" className="text-button" onClick={() => setAttempt(attempt + 1)}>{i18n.t('重试')}</button></p>}
      <p className="model-name" aria-live="polite">{measuring ? measured(distance, points.length, i18n) : shown === null ? '' : nameOf(shown)}</p>
      <div className="model-tools" role="group" aria-label={i18n.t('怎样看模型')}>
        <button type="button" onClick={frame}>{i18n.t('全部入画')}<kbd>f</kbd></button>
        {bought.size > 0 && <button type="button" aria-pressed={hiding} onClick={() => setHiding(!hiding)}>{i18n.t('隐藏外购件')}<kbd>h</kbd></button>}
        <button type="button" aria-pressed={measuring} onClick={() => { setMeasuring(!measuring); setPoints([]); }}>{i18n.t('测量')}</button>
        <label>{i18n.t('爆炸图')}<input type="range" min={0} max={100} value={explode * 100} onChange={({ target }) => setExplode(Number(target.value) / 100)} /></label>
        <label>{i18n.t('剖切')}<input type="range" min={0} max={99} value={section * 100} onChange={({ target }) => setSection(Number(target.value) / 100)} /></label>
      </div>
    </div>
  );
}

function measured(distance: number | null, points: number, i18n: ReturnType<typeof useWords>['i18n']): string {
  if (distance !== null) return i18n.t('两点相距 {mm} mm', { mm: distance.toFixed(2) });
  return points === 1 ? i18n.t('再点第二个点') : i18n.t('点两个点，量出距离；靠近角点时会吸附');
}

function coloursOf(element: Element): SceneColours {
  const of = (name: string): string => getComputedStyle(element).getPropertyValue(name).trim();
  return { body: of('--model-body'), lit: of('--c-brand'), chosen: of('--st-lead-solid'), edge: of('--c-text2') };
}
