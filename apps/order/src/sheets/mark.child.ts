import type { SKRSContext2D } from '@napi-rs/canvas';
import { WEIGHT, familiesFor } from './font.child.js';

/** How far the lines of a mark rise, in radians. */
const RISE = -Math.PI / 7;

/** Burns lines of text over a whole page, row beside row: seen on white, black and photographs, and the drawing stays readable through it. */
export function burn(pen: SKRSContext2D, width: number, height: number, lines: readonly string[]): void {
  const size = Math.max(9, Math.round(Math.max(width, height) / 72));
  pen.save();
  pen.setTransform(1, 0, 0, 1, 0, 0);
  pen.globalAlpha = 1;
  pen.globalCompositeOperation = 'source-over';
  pen.font = `${size}px ${familiesFor(lines.join(''))}`;
  pen.fontVariationSettings = WEIGHT;
  pen.textAlign = 'left';
  pen.textBaseline = 'alphabetic';
  pen.lineWidth = size / 7;
  pen.lineJoin = 'round';
  const widest = Math.max(...lines.map((line) => pen.measureText(line).width));
  const [stepX, stepY] = [widest + size * 3, size * 1.35 * lines.length + size * 3.2];
  const reach = Math.hypot(width, height);
  pen.translate(width / 2, height / 2);
  pen.rotate(RISE);
  for (let row = -Math.ceil(reach / 2 / stepY); row * stepY < reach / 2; row += 1) {
    const shift = (Math.abs(row) % 2) * (stepX / 2);
    for (let x = -reach / 2 - shift; x < reach / 2; x += stepX) {
      lines.forEach((line, i) => {
        const y = row * stepY + i * size * 1.35;
        pen.strokeStyle = 'rgb(255 255 255 / 0.4)';
        pen.strokeText(line, x, y);
        pen.fillStyle = 'rgb(190 20 60 / 0.3)';
        pen.fillText(line, x, y);
      });
    }
  }
  pen.restore();
}
