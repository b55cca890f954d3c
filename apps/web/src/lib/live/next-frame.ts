/** At the next frame; where a hidden page paints no frames, a little later all the same. */
export function nextFrame(paint: () => void): void {
  let done = false;
  const once = () => { if (!done) { done = true; paint(); } };
  requestAnimationFrame(once);
  setTimeout(once, 250);
}
