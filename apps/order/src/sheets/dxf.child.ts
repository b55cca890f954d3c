import { createCanvas, type SKRSContext2D } from '@napi-rs/canvas';
import { DxfBroken, dxfText, readDxf } from './dxf-file.parser.js';
import { DxfTooHeavy, strokesOf, type Stroke, type Strokes } from './dxf-strokes.view.js';
import { WEIGHT, familiesFor } from './font.child.js';
import { Refused, type Sheet } from './sheet.child.js';
import type { SheetTask } from './sheet-job.view.js';

const MARGIN = 24;
/** Capitals of the font are so high against its size; heights in a drawing are those of capitals. */
const CAPITAL = 0.733;
/** Room below the drawing for what is missing from it. */
const FOOT = 30;

/** Paints a DXF: all of its model space on one page, black on white, with a line below that names what could not be drawn. */
export function paintDxf(bytes: Uint8Array, { page, longSide }: SheetTask): Sheet {
  if (page !== 1) throw new Refused('NO_SUCH_PAGE', 1);
  const { strokes, left } = read(bytes);
  const box = boxOf(strokes);
  if (box === null) throw new Refused('EMPTY');
  const [wide, high] = [Math.max(box.right - box.left, 1e-6), Math.max(box.top - box.bottom, 1e-6)];
  const scale = (longSide - 2 * MARGIN) / Math.max(wide, high);
  const foot = left.size > 0 ? FOOT : 0;
  const canvas = createCanvas(Math.round(Math.max(wide * scale, longSide / 8) + 2 * MARGIN), Math.round(Math.max(high * scale, longSide / 8) + 2 * MARGIN + foot));
  const pen = canvas.getContext('2d');
  pen.fillStyle = '#ffffff';
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.lineCap = 'round';
  pen.lineJoin = 'round';
  pen.fontVariationSettings = WEIGHT;
  const families = familiesFor(strokes.map((stroke) => (stroke.kind === 'TEXT' ? stroke.text : '')).join(''));
  const x = (value: number): number => MARGIN + (value - box.left) * scale;
  const y = (value: number): number => MARGIN + (box.top - value) * scale;
  for (const stroke of strokes) {
    if (stroke.kind === 'LINE') drawLine(pen, stroke, x, y, scale);
    else drawText(pen, stroke, x(stroke.x), y(stroke.y), scale, families);
  }
  if (left.size > 0) {
    const said = `未绘 / not drawn: ${[...left].map(([type, count]) => `${type} ${count}`).join(', ')}`;
    pen.font = `16px ${familiesFor(said)}`;
    pen.fillStyle = '#b00020';
    pen.textAlign = 'left';
    pen.textBaseline = 'alphabetic';
    pen.fillText(said.slice(0, 200), MARGIN, canvas.height - 12);
  }
  return { canvas, pages: 1 };
}

function read(bytes: Uint8Array): Strokes {
  try {
    return strokesOf(readDxf(dxfText(bytes)));
  } catch (error) {
    if (error instanceof DxfBroken) throw new Refused(error.message === 'binary' ? 'NOT_SHOWN' : 'DAMAGED');
    if (error instanceof DxfTooHeavy) throw new Refused('TOO_HEAVY');
    throw error;
  }
}

interface Box { left: number; right: number; bottom: number; top: number }

function boxOf(strokes: readonly Stroke[]): Box | null {
  const box: Box = { left: Infinity, right: -Infinity, bottom: Infinity, top: -Infinity };
  const reach = (x: number, y: number): void => {
    if (!Number.isFinite(x) || !Number.isFinite(y)) return;
    box.left = Math.min(box.left, x);
    box.right = Math.max(box.right, x);
    box.bottom = Math.min(box.bottom, y);
    box.top = Math.max(box.top, y);
  };
  for (const stroke of strokes) {
    if (stroke.kind === 'LINE') for (let i = 0; i < stroke.points.length; i += 2) reach(stroke.points[i]!, stroke.points[i + 1]!);
    else {
      const long = [...stroke.text].reduce((sum, letter) => sum + (letter.charCodeAt(0) > 0x2e80 ? 1.35 : 0.8), 0) * stroke.height * stroke.stretch;
      const [c, s] = [Math.cos(stroke.turn), Math.sin(stroke.turn)];
      for (const [u, v] of [[-stroke.along * long, -stroke.up * stroke.height], [(1 - stroke.along) * long, (1 - stroke.up) * stroke.height]] as const) reach(stroke.x + u * c - v * s, stroke.y + u * s + v * c);
    }
  }
  return Number.isFinite(box.left) ? box : null;
}

function drawLine(pen: SKRSContext2D, { points, ink, filled, dash }: Stroke & { kind: 'LINE' }, x: (value: number) => number, y: (value: number) => number, scale: number): void {
  pen.beginPath();
  pen.moveTo(x(points[0]!), y(points[1]!));
  for (let i = 2; i < points.length; i += 2) pen.lineTo(x(points[i]!), y(points[i + 1]!));
  const drawn = dash.map((length) => Math.max(1, length * scale));
  // Dashes that nobody could tell apart are a line.
  pen.setLineDash(drawn.reduce((sum, length) => sum + length, 0) >= 5 ? drawn : []);
  pen.lineWidth = 2.2;
  pen.strokeStyle = ink;
  pen.fillStyle = ink;
  if (filled) pen.fill();
  else pen.stroke();
}

function drawText(pen: SKRSContext2D, { text, height, turn, along, up, stretch, ink }: Stroke & { kind: 'TEXT' }, x: number, y: number, scale: number, families: string): void {
  const capital = height * scale;
  if (!(capital > 0.5 && capital < 20_000)) return;
  pen.save();
  pen.translate(x, y);
  pen.rotate(-turn);
  pen.scale(stretch > 0.05 && stretch < 20 ? stretch : 1, 1);
  pen.font = `${capital / CAPITAL}px ${families}`;
  pen.fillStyle = ink;
  pen.textBaseline = 'alphabetic';
  pen.textAlign = along === 0 ? 'left' : along === 1 ? 'right' : 'center';
  pen.fillText(text, 0, up * capital);
  pen.restore();
}
