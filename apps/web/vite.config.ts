import { createHash } from 'node:crypto';
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

/** Tells the phone's worker which files are its shell: everything that the phone's pages may load but for what draws shapes, and nothing of the desk. */
const shell: Plugin = {
  name: 'shell',
  // After the styles have been taken out of the chunks, which leaves some chunks out altogether.
  generateBundle: { order: 'post', handler(_options, bundle) {
    const files = new Set<string>();
    const walk = (name: string): void => {
      const chunk = bundle[name];
      if (chunk?.type !== 'chunk' || files.has(`/${name}`) || chunk.moduleIds.some((id) => id.includes('/node_modules/three/'))) return;
      files.add(`/${name}`);
      for (const css of chunk.viteMetadata?.importedCss ?? []) files.add(`/${css}`);
      for (const next of [...chunk.imports, ...chunk.dynamicImports]) walk(next);
    };
    const chunks = Object.values(bundle).filter((one) => one.type === 'chunk');
    const phone = chunks.find(({ isEntry, name }) => isEntry && name === 'phone');
    const worker = chunks.find(({ isEntry, name }) => isEntry && name === WORKER);
    if (!phone || !worker) return this.error('The phone or its worker is not in the build.');
    walk(phone.fileName);
    const list = [...files].sort();
    const version = createHash('sha256').update(list.join()).digest('hex').slice(0, 12);
    worker.code = worker.code.replaceAll('__SHELL_FILES__', JSON.stringify(list)).replaceAll('__SHELL_VERSION__', JSON.stringify(version));
  } },
};
const WORKER = 'phone-worker';

/** Two entries, two bundles: the desk with antd, the phone with its own kit. What both use falls into chunks of their own. */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [words, shell],
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
      input: { desk: 'apps/web/index.html', phone: 'apps/web/m.html', [WORKER]: 'apps/web/src/app/phone-worker.ts' },
      // A worker's name must stay, and stand at the root, to serve every page of the phone.
      output: { entryFileNames: ({ name }) => (name === WORKER ? '[name].js' : 'assets/[name]-[hash].js') },
    },
  },
});
