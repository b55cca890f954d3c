import type { SKRSContext2D } from '@napi-rs/canvas';
import { lieOf } from './mark-lie.policy.js';
import { WEIGHT, familiesFor } from './font.child.js';

/**
 * Burns lines of text over a whole page, row beside row: seen on white, black and photographs, and the drawing stays readable through it. Place, angle and strength follow
 * from the lines, in which the request stands.
 */
export function burn(pen: SKRSContext2D, width: number, height: number, lines: readonly string[]): void {
  const size = Math.max(9, Math.round(Math.max(width, height) / 72));
  const lie = lieOf(lines);
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
  pen.rotate(lie.rise);
  // One row and one column more than the page is wide: moved by less than a step, they still cover its edges.
  for (let row = -Math.ceil(reach / 2 / stepY) - 1; row * stepY < reach / 2; row += 1) {
    const shift = (Math.abs(row) % 2) * (stepX / 2) + (1 - lie.across) * stepX;
    for (let x = -reach / 2 - shift; x < reach / 2; x += stepX) {
      lines.forEach((line, i) => {
        const y = (row + lie.down) * stepY + i * size * 1.35;
        pen.strokeStyle = `rgb(255 255 255 / ${lie.strength + 0.1})`;
        pen.strokeText(line, x, y);
        pen.fillStyle = `rgb(190 20 60 / ${lie.strength})`;
        pen.fillText(line, x, y);
      });
    }
  }
  pen.restore();
}
