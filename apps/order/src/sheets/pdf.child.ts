import { createCanvas, type Canvas, type SKRSContext2D } from '@napi-rs/canvas';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { getDocument, type PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { WEIGHT, familiesFor } from './font.child.js';
import { Refused, type Sheet } from './sheet.child.js';
import type { SheetTask } from './sheet-job.view.js';

const LIBRARY = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'));
const at = (folder: string): string => `${join(LIBRARY, folder)}/`;

interface Board { canvas: Canvas | null; context: SKRSContext2D | null }

/** Fonts that a file names without bringing them fall to ours, which has Chinese; the library would ask the system, and a server has none. */
class Boards {
  create(width: number, height: number): { canvas: Canvas; context: SKRSContext2D } {
    const canvas = createCanvas(Math.max(1, Math.ceil(width)), Math.max(1, Math.ceil(height)));
    const context = canvas.getContext('2d');
    const font = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(context), 'font')!;
    Object.defineProperty(context, 'font', {
      get: () => font.get!.call(context) as string,
      set: (wanted: string) => { font.set!.call(context, wanted === '10px sans-serif' ? wanted : `${wanted.replace(/,?\s*(sans-serif|serif|monospace)$/, '')}, ${familiesFor(null)}`); },
    });
    context.fontVariationSettings = WEIGHT;
    return { canvas, context };
  }

  reset(board: Board, width: number, height: number): void {
    Object.assign(board, this.create(width, height));
  }

  destroy(board: Board): void {
    board.canvas = null;
    board.context = null;
  }
}

/** Paints a page of a PDF. Scripts in it are never run, and nothing that it names is fetched. */
export async function paintPdf(bytes: Uint8Array, { page: pageNo, mostPages, longSide }: SheetTask): Promise<Sheet> {
  const pdf = await opened(bytes);
  if (pdf.numPages < 1) throw new Refused('EMPTY');
  if (pdf.numPages > mostPages) throw new Refused('TOO_MANY_PAGES', pdf.numPages);
  if (pageNo > pdf.numPages) throw new Refused('NO_SUCH_PAGE', pdf.numPages);
  const page = await pdf.getPage(pageNo).catch(() => { throw new Refused('DAMAGED'); });
  const { width, height } = page.getViewport({ scale: 1 });
  if (!(width > 0 && height > 0 && Number.isFinite(width * height))) throw new Refused('DAMAGED');
  const viewport = page.getViewport({ scale: longSide / Math.max(width, height) });
  const { canvas, context } = new Boards().create(viewport.width, viewport.height);
  await page.render({ canvas: canvas as never, canvasContext: context as never, viewport, background: '#ffffff' }).promise.catch(() => { throw new Refused('DAMAGED'); });
  return { canvas, pages: pdf.numPages };
}

async function opened(data: Uint8Array): Promise<PDFDocumentProxy> {
  try {
    return await getDocument({
      data, cMapUrl: at('cmaps'), cMapPacked: true, standardFontDataUrl: at('standard_fonts'), wasmUrl: at('wasm'), iccUrl: at('iccs'),
      isEvalSupported: false, enableXfa: false, useSystemFonts: false, disableFontFace: true, stopAtErrors: true, verbosity: 0, CanvasFactory: Boards,
    }).promise;
  } catch (error) {
    throw new Refused((error as Error).name === 'PasswordException' ? 'ENCRYPTED' : 'DAMAGED');
  }
}
