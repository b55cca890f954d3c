import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import type { Persona } from './house/story.js';
import { PAGES, type PageCase } from './kit/pages.js';
import { colours, lendFont, takePicture } from './kit/picture.js';
import { doubleText, sideways, smallTargets, violations } from './kit/rules.js';
import { Stage } from './kit/stage.js';
import { SEATED, SIZES, type Device, type Language, type Theme, type Visitor } from './kit/visitor.js';

const LANGUAGES: readonly Language[] = ['zh-CN', 'en'];
/** Every page is shown in both themes and both languages by two pictures. */
const SHOWN_IN: Readonly<Record<Language, Theme>> = { en: 'light', 'zh-CN': 'dark' };

/** `SCREENS=1` keeps the pictures in docs/screens; any other run takes them all the same and throws them away. */
const album = process.env.SCREENS ? fileURLToPath(new URL('../../docs/screens', import.meta.url)) : mkdtempSync(join(tmpdir(), 'mouldshare-screens-'));

describe('every page', () => {
  let stage: Stage;
  let blank: Page;
  const visitors = new Map<string, Visitor>();

  beforeAll(async () => {
    stage = await Stage.enter();
    blank = await stage.blank();
    if (process.env.SCREENS) rmSync(album, { recursive: true, force: true });
    mkdirSync(album, { recursive: true });
  }, 180_000);
  afterAll(async () => {
    if (!process.env.SCREENS) rmSync(album, { recursive: true, force: true });
    await stage?.close();
  }, 30_000);

  /** The same person at the same device goes from page to page. */
  async function at(as: Persona | null, device: Device, language: Language): Promise<Visitor> {
    const key = `${as} ${device} ${language}`;
    const known = visitors.get(key) ?? await stage.visitor({ as, device, language });
    if (!visitors.has(key)) await lendFont(known);
    visitors.set(key, known);
    return known;
  }

  for (const language of LANGUAGES) {
    it.each(PAGES.map((page) => [page.name, page] as const))(`24: %s is accessible in both themes, in ${language}, at 320 px and with text of twice the size`, async (name, { device, as, path, ready, bids }: PageCase) => {
      const visitor = await at(as, device, language);
      const { page } = visitor;
      const found: string[] = [];
      await page.setViewportSize(SIZES[device]);
      await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
      if (bids) {
        await visitor.open(path(stage.story), SEATED);
        await stage.someBids();
      }
      await (bids ? page.waitForSelector(ready) : visitor.open(path(stage.story), ready));
      for (const theme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
        await page.waitForFunction((wanted) => document.documentElement.dataset.theme === wanted, theme);
        found.push(...(await violations(page)).map((line) => `${theme}: ${line}`));
        if (SHOWN_IN[language] === theme) {
          const picture = await takePicture(page);
          expect(await colours(blank, picture)).toBeGreaterThan(6);
          expect(picture.length).toBeLessThanOrEqual(120_000);
          writeFileSync(join(album, `${name}.${theme}.jpg`), picture);
        }
      }
      found.push(...(await smallTargets(page, device === 'phone' ? 44 : 24)).map((line) => `small: ${line}`));
      await page.setViewportSize({ width: 320, height: SIZES[device].height });
      await settled(page);
      found.push(...(await sideways(page)).map((line) => `320 px: ${line}`));
      if (device === 'phone') found.push(...(await smallTargets(page, 44)).map((line) => `320 px, small: ${line}`));
      await page.setViewportSize(SIZES[device]);
      await doubleText(page);
      await settled(page);
      found.push(...(await sideways(page)).map((line) => `text twice: ${line}`));
      if (device === 'phone') {
        found.push(...(await smallTargets(page, 44)).map((line) => `text twice, small: ${line}`));
        await page.setViewportSize({ width: 320, height: SIZES[device].height });
        await settled(page);
        found.push(...(await sideways(page)).map((line) => `320 px and text twice: ${line}`), ...(await smallTargets(page, 44)).map((line) => `320 px and text twice, small: ${line}`));
      }
      expect(found).toEqual([]);
    }, 40_000);
  }
});

/** Two frames: what a change of size or text moves has moved. */
async function settled(page: Page): Promise<void> {
  await page.evaluate(() => new Promise((resolve) => { requestAnimationFrame(() => requestAnimationFrame(resolve)); }));
}
