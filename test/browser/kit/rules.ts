import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa'];

interface AxeResults { violations: { id: string; help: string; nodes: { target: unknown; failureSummary: string }[] }[] }

/** What axe finds on the page as it is shown now, one line for each place. */
export async function violations(page: Page): Promise<string[]> {
  if (!await page.evaluate(() => 'axe' in window)) await page.evaluate(axe);
  const { violations: found } = await page.evaluate((tags) => (window as unknown as { axe: { run(where: Document, options: object): Promise<unknown> } })
    .axe.run(document, { runOnly: { type: 'tag', values: tags }, resultTypes: ['violations'] }), TAGS) as AxeResults;
  return found.flatMap(({ id, help, nodes }) => nodes.map(({ target, failureSummary }) => `${id}: ${help} at ${JSON.stringify(target)} ${failureSummary.replace(/\s+/g, ' ')}`));
}

/** How far the page can be scrolled sideways, and what sticks out; lists that scroll in a frame of their own are no fault. */
export function sideways(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const frames = [document.scrollingElement!, ...document.querySelectorAll('main, .desk-page')];
    return frames.flatMap((frame) => {
      const over = frame.scrollWidth - frame.clientWidth;
      if (over <= 1) return [];
      const edge = frame.getBoundingClientRect().left + frame.clientWidth;
      const out = [...frame.querySelectorAll('*')].filter((one) => (one.getBoundingClientRect().right > edge + 1 || one.scrollWidth > frame.clientWidth + 1) && !one.closest('[role="grid"]'));
      return [`${over} px too wide: ${out.slice(0, 4).map((one) => `${one.tagName.toLowerCase()}.${one.getAttribute('class') ?? ''} "${(one.textContent ?? '').slice(0, 30)}"`).join(' | ')}`];
    });
  });
}

/** Sets every text to twice its size, as phones do for people who ask for it; what is drawn later stays as it was. */
export function doubleText(page: Page): Promise<void> {
  return page.evaluate(() => {
    const all = [...document.querySelectorAll<HTMLElement>('body, body *')].filter((one) => one instanceof HTMLElement);
    const sizes = all.map((one) => parseFloat(getComputedStyle(one).fontSize));
    all.forEach((one, i) => one.style.setProperty('font-size', `${sizes[i]! * 2}px`, 'important'));
  });
}

/** Controls that are smaller than a finger or a pointer needs; links inside a sentence are as small as the sentence, those that stand alone are controls. */
export function smallTargets(page: Page, least: number): Promise<string[]> {
  return page.evaluate((size) => [...document.querySelectorAll<HTMLElement>('button, select, input:not([type="checkbox"]):not([type="radio"]), summary, [role="button"], nav a, a.card, a[href]')]
    // At a desk a link is as large as its words; under a thumb one that stands alone is a control.
    .filter((one) => one.tagName !== 'A' || one.matches('nav a, a.card') || size >= 44 && (one.parentElement?.textContent?.trim() === one.textContent?.trim() || getComputedStyle(one.parentElement!).display !== 'block' && ![...one.parentElement!.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent!.trim() !== '')))
    .filter((one) => one.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && !one.closest('.unseen'))
    // A field in a frame is as large as its frame.
    .map((one) => ({ one, box: (one.closest('.ant-input-affix-wrapper, .ant-select') ?? one).getBoundingClientRect() }))
    .filter(({ box }) => box.width > 0 && (box.height < size - 0.5 || box.width < size - 0.5))
    .map(({ one, box }) => `${one.tagName.toLowerCase()}.${one.className} "${(one.textContent ?? '').slice(0, 20)}" ${Math.round(box.width)}×${Math.round(box.height)}`), least);
}

/** Whether whoever works by keys sees where they are: the focused one, or the one in it that the keys go to, is in sight and has a frame of two pixels at least. */
export function focusSeen(page: Page): Promise<boolean> {
  return page.evaluate(() => {
    const focused = document.activeElement!;
    return focused !== document.body && [focused, document.getElementById(focused.getAttribute('aria-activedescendant') ?? '')].some((one) => {
      if (one === null) return false;
      const style = getComputedStyle(one);
      const box = one.getBoundingClientRect();
      const inSight = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
      return inSight && (parseFloat(style.outlineWidth) >= 2 && style.outlineStyle !== 'none' || style.boxShadow !== 'none');
    });
  });
}
