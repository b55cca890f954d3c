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

  it.each(PAGES.map((page) => [page.name, page] as const))('24: %s is accessible in both themes and both languages, at 320 px and with text of twice the size', async (_name, page: PageCase) => {
    // Two languages are two devices; where workshops bid meanwhile, one after the other.
    const found = page.bids ? [await shown(page, 'zh-CN'), await shown(page, 'en')] : await Promise.all(LANGUAGES.map((language) => shown(page, language)));
    expect(found.flat()).toEqual([]);
  }, 120_000);

  /** Takes the pictures of a page in one language, and says what is wrong with it. */
  async function shown({ name, device, as, path, ready, bids }: PageCase, language: Language): Promise<string[]> {
    const visitor = await at(as, device, language);
    const { page } = visitor;
    const found: string[] = [];
    const say = (where: string, lines: readonly string[]) => { found.push(...lines.map((line) => `${language}, ${where}: ${line}`)); };
    const resized = async (width: number) => { await page.setViewportSize({ width, height: SIZES[device].height }); await settled(page); };
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
      say(theme, await violations(page));
      if (SHOWN_IN[language] === theme) {
        const picture = await takePicture(page);
        expect(await colours(blank, picture)).toBeGreaterThan(6);
        expect(picture.length).toBeLessThanOrEqual(120_000);
        writeFileSync(join(album, `${name}.${theme}.jpg`), picture);
      }
    }
    const least = device === 'phone' ? 44 : 24;
    say('small', await smallTargets(page, least));
    await resized(320);
    say('320 px', await sideways(page));
    if (device === 'phone') say('320 px, small', await smallTargets(page, least));
    await page.setViewportSize(SIZES[device]);
    await doubleText(page);
    await settled(page);
    say('text twice', await sideways(page));
    if (device !== 'phone') return found;
    say('text twice, small', await smallTargets(page, least));
    await resized(320);
    say('320 px and text twice', [...await sideways(page), ...await smallTargets(page, least)]);
    return found;
  }
});

/** Two frames: what a change of size or text moves has moved. */
async function settled(page: Page): Promise<void> {
  await page.evaluate(() => new Promise((resolve) => { requestAnimationFrame(() => requestAnimationFrame(resolve)); }));
}
