import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Page } from 'playwright-core';
import type { Visitor } from './visitor.js';

/** A Chinese font for machines without one: pictures only, the product brings none. Served under the product's own address, as its policy asks. */
const FONT = dirname(createRequire(import.meta.url).resolve('@fontsource-variable/noto-sans-sc/package.json'));
const AT = '/font-of-the-pictures/';
const MOST_BYTES = 120_000;

/** Lets a visitor's pages find the font; before the first picture. */
export async function lendFont({ context }: Visitor): Promise<void> {
  await context.route(`**${AT}**`, (route) => {
    const file = new URL(route.request().url()).pathname.slice(AT.length);
    const body = readFileSync(join(FONT, file));
    return file.endsWith('.css')
      ? route.fulfill({ contentType: 'text/css', body: body.toString('utf8').replaceAll('Noto Sans SC Variable', 'Noto Sans SC') })
      : route.fulfill({ contentType: 'font/woff2', body });
  });
}

/** The page as it is shown, as a JPEG of at most 120 kB; `shutter` measures it and may be any page. */
export async function takePicture(page: Page): Promise<Buffer> {
  await page.evaluate(async (href) => {
    if (document.querySelector(`link[href="${href}"]`) === null) {
      const link = Object.assign(document.createElement('link'), { rel: 'stylesheet', href });
      await new Promise((resolve, reject) => { link.onload = resolve; link.onerror = reject; document.head.append(link); });
    }
    await document.fonts.ready;
    await new Promise((resolve) => { requestAnimationFrame(() => requestAnimationFrame(resolve)); });
    await document.fonts.ready;
  }, `${AT}index.css`);
  for (let quality = 82; ; quality -= 8) {
    const picture = await page.screenshot({ type: 'jpeg', quality, animations: 'disabled' });
    if (picture.length <= MOST_BYTES || quality < 24) return picture;
  }
}

/** How many clearly different colours a picture has in a coarse grid of its places; one that is blank has one or two. */
export async function colours(blank: Page, picture: Buffer): Promise<number> {
  return blank.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/jpeg' }));
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
    const pen = canvas.getContext('2d')!;
    pen.drawImage(bitmap, 0, 0);
    const { data } = pen.getImageData(0, 0, bitmap.width, bitmap.height);
    const found = new Set<number>();
    for (let i = 0; i < data.length; i += 4 * 7) found.add(((data[i]! >> 5) << 6) | ((data[i + 1]! >> 5) << 3) | (data[i + 2]! >> 5));
    return found.size;
  }, picture.toString('base64'));
}

/** Where a picture is of one hue: the share of such pixels in it, and their middle from 0 to 1 across and down; `BLUE` is that of what is lit. */
export async function hueIn(blank: Page, picture: Buffer, hue: 'BLUE'): Promise<{ share: number; x: number; y: number }> {
  return blank.evaluate(async ({ base64, wanted }) => {
    const bitmap = await createImageBitmap(new Blob([Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))], { type: 'image/png' }));
    const pen = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d')!;
    pen.drawImage(bitmap, 0, 0);
    const { data } = pen.getImageData(0, 0, bitmap.width, bitmap.height);
    let [count, x, y] = [0, 0, 0];
    for (let i = 0; i < data.length; i += 4) {
      const [red, green, blue] = [data[i]!, data[i + 1]!, data[i + 2]!];
      if (wanted !== 'BLUE' || blue < red + 60 || blue < green + 40) continue;
      count += 1;
      x += (i / 4) % bitmap.width;
      y += Math.floor(i / 4 / bitmap.width);
    }
    return { share: count / (bitmap.width * bitmap.height), x: count === 0 ? 0 : x / count / bitmap.width, y: count === 0 ? 0 : y / count / bitmap.height };
  }, { base64: picture.toString('base64'), wanted: hue });
}
