import { useEffect, useRef } from 'react';
import { pinched, transformOf, type Extent, type Sight } from './sheet-sight.view.js';

interface Picture { url: string; name: string; /** In one colour, for one drawing over another. */ tint?: 'first' | 'second' }

/** A page in its frame. The wheel and two fingers bring it nearer, dragging moves it. */
export function SheetStage({ sight, extent, pictures, busy, onZoom, onMove, onFrame }: {
  sight: Sight; extent: Extent; pictures: readonly Picture[]; busy: boolean;
  onZoom: (by: number, at: { x: number; y: number }) => void; onMove: (dx: number, dy: number) => void; onFrame: (frame: Extent) => void;
}) {
  const frame = useRef<HTMLDivElement>(null);
  const acts = useRef({ onZoom, onMove, onFrame });
  acts.current = { onZoom, onMove, onFrame };
  useEffect(() => {
    const on = frame.current!;
    const fingers = new Map<number, { x: number; y: number }>();
    const from = ({ clientX, clientY }: { clientX: number; clientY: number }) => {
      const { left, top, width, height } = on.getBoundingClientRect();
      return { x: clientX - left - width / 2, y: clientY - top - height / 2 };
    };
    const onWheel = (event: WheelEvent) => {
      event.preventDefault();
      acts.current.onZoom(Math.exp(-event.deltaY * (event.deltaMode === 1 ? 0.05 : event.ctrlKey ? 0.01 : 0.0015)), from(event));
    };
    const onDown = (event: PointerEvent) => {
      if (event.button !== 0) return;
      fingers.set(event.pointerId, from(event));
      on.setPointerCapture(event.pointerId);
    };
    const onPull = (event: PointerEvent) => {
      if (!fingers.has(event.pointerId)) return;
      const before = [...fingers.values()].slice(0, 2);
      fingers.set(event.pointerId, from(event));
      const { by, at, dx, dy } = pinched(before, [...fingers.values()].slice(0, 2));
      if (by !== 1) acts.current.onZoom(by, at);
      if (dx !== 0 || dy !== 0) acts.current.onMove(dx, dy);
    };
    const onUp = (event: PointerEvent) => { fingers.delete(event.pointerId); };
    on.addEventListener('wheel', onWheel, { passive: false });
    on.addEventListener('pointerdown', onDown);
    on.addEventListener('pointermove', onPull);
    on.addEventListener('pointerup', onUp);
    on.addEventListener('pointercancel', onUp);
    const size = new ResizeObserver(() => acts.current.onFrame({ width: on.clientWidth, height: on.clientHeight }));
    size.observe(on);
    return () => {
      size.disconnect();
      on.removeEventListener('wheel', onWheel);
      on.removeEventListener('pointerdown', onDown);
      on.removeEventListener('pointermove', onPull);
      on.removeEventListener('pointerup', onUp);
      on.removeEventListener('pointercancel', onUp);
    };
  }, []);
  return (
    <div ref={frame} className="sheet-frame" aria-busy={busy} data-testid="sheet-frame">
      <div className="sheet-page" style={{ width: extent.width, height: extent.height, marginLeft: -extent.width / 2, marginTop: -extent.height / 2, transform: transformOf(sight) }} data-scale={sight.scale.toFixed(3)}>
        {pictures.map(({ url, name, tint }) => <span key={url} className={tint === undefined ? 'sheet-picture' : `sheet-picture tint-${tint}`}><img src={url} alt={name} draggable={false} /></span>)}
      </div>
    </div>
  );
}
