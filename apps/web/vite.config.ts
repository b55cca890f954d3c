import { resolve } from 'node:path';
import { defineConfig, type Plugin } from 'vite';
import { compiledWords, wordGaps } from '../../tools/web-words.js';

const house = resolve(import.meta.dirname, '../..');

/** Catalogues become modules; a sentence without its translation fails the build. */
const words: Plugin = {
  name: 'words',
  async buildStart() {
    const gaps = await wordGaps(house);
    if (gaps.length > 0) this.error(`${gaps.join('\n')}\nRun \`npm run generate\` and translate.`);
  },
  async transform(_code, id) {
    return id.endsWith('.po') ? { code: await compiledWords(house, id), map: null, moduleType: 'js' } : null;
  },
};

/** Two entries, two bundles: the desk with antd, the phone with its own kit. What both use falls into chunks of their own. */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [words],
  resolve: { conditions: ['source', 'module', 'browser', 'production', 'import', 'default'] },
  build: {
    outDir: '../../dist/web',
    emptyOutDir: true,
    target: 'es2022',
    manifest: true,
    // Nothing is inlined: the content security policy knows no data: scripts or styles.
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 2_000,
    rolldownOptions: {
      // Libraries mark parts for servers that render; here everything runs in the browser.
      onLog: (level, log, handle) => { if (log.code !== 'MODULE_LEVEL_DIRECTIVE') handle(level, log); },
       input: { desk: 'apps/web/index.html', phone: 'apps/web/m.html' },
    },
  },
});
