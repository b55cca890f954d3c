import { createCanvas, loadImage } from '@napi-rs/canvas';
import { Refused, type Sheet } from './sheet.child.js';
import type { SheetTask } from './sheet-job.view.js';

/** Shows a photograph, smaller where it is larger than a page. */
export async function paintPicture(bytes: Uint8Array, { page, longSide }: SheetTask): Promise<Sheet> {
  if (page !== 1) throw new Refused('NO_SUCH_PAGE', 1);
  const picture = await loadImage(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)).catch(() => { throw new Refused('DAMAGED'); });
  if (!(picture.width > 0 && picture.height > 0)) throw new Refused('DAMAGED');
  const scale = Math.min(1, longSide / Math.max(picture.width, picture.height));
  const canvas = createCanvas(Math.max(1, Math.round(picture.width * scale)), Math.max(1, Math.round(picture.height * scale)));
  const pen = canvas.getContext('2d');
  pen.fillStyle = '#ffffff';
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.imageSmoothingQuality = 'high';
  pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return { canvas, pages: 1 };
}
