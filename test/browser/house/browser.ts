import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium as playwright, type BrowserServer } from 'playwright-core';

const NAMES = ['google-chrome-stable', 'google-chrome', 'chromium', 'chromium-browser', 'chrome', 'chrome.exe', 'msedge'];
const PLACES = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome', '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe', 'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

/** A browser for the whole run: the one that CHROME_PATH names, else one that is installed, else the one that npm brought. Its camera shows a file. */
export async function aBrowser(camera: string): Promise<BrowserServer> {
  const executablePath = process.env.CHROME_PATH ?? installed() ?? await packed();
  return playwright.launchServer({ executablePath, args: ['--no-sandbox', '--disable-dev-shm-usage', '--font-render-hinting=none', '--disable-lcd-text', '--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream', `--use-file-for-fake-video-capture=${camera}`] });
}

function installed(): string | null {
  const onPath = (process.env.PATH ?? '').split(delimiter).flatMap((folder) => NAMES.map((name) => join(folder, name)));
  return [...onPath, ...PLACES].find(runs) ?? null;
}

function runs(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

async function packed(): Promise<string> {
  if (process.platform !== 'linux' || process.arch !== 'x64') throw new Error('There is no browser for the tests: install Chrome or Chromium, or name one in CHROME_PATH. The one that npm brings runs on Linux with an x64 processor only.');
  const { default: chromium } = await import('@sparticuz/chromium');
  return chromium.executablePath();
}
