import { readFileSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { createCompiledCatalog, createCompilationErrorMessage, getCatalogs } from '@lingui/cli/api';
import { getConfig } from '@lingui/conf';

/** The words of the pages: the Chinese sentence in the code is the key, `src/locales/<language>/*.po` hold the other languages. */
async function catalogues(root: string) {
  const config = getConfig({ configPath: `${root}/apps/web/lingui.config.mjs`, cwd: root });
  return { config, catalogs: await getCatalogs(config) };
}

/** A catalogue as a module that a browser loads. Throws when a sentence has no translation or cannot be read. */
export async function compiledWords(root: string, file: string): Promise<string> {
  const { config, catalogs } = await catalogues(root);
  const found = config.locales.flatMap((locale) => catalogs.map((catalog) => ({ locale, catalog }))).find(({ locale, catalog }) => resolve(catalog.getFilename(locale)) === file);
  if (found === undefined) throw new Error(`${relative(root, file)} is no catalogue of lingui.config.mjs.`);
  const { locale } = found;
  const { messages, missing } = await found.catalog.getTranslations(locale, { fallbackLocales: {}, sourceLocale: config.sourceLocale ?? 'zh-CN' });
  if (missing.length > 0) throw new Error(`${relative(root, file)}: no ${locale} for ${missing.map(({ id }) => JSON.stringify(id)).join(', ')}`);
  const { source, errors } = createCompiledCatalog(locale, messages, { strict: true, namespace: 'es' });
  if (errors.length > 0) throw new Error(createCompilationErrorMessage(locale, errors));
  return source;
}

/** Every sentence of the code that a catalogue lacks, and every one that no code says any more, as `en/desk.po: …`. */
export async function wordGaps(root: string): Promise<string[]> {
  const { config, catalogs } = await catalogues(root);
  const gaps = await Promise.all(catalogs.map(async (catalog) => {
    const said = Object.keys((await catalog.collect()) ?? {});
    return Promise.all(config.locales.map(async (locale) => {
      const file = catalog.getFilename(locale);
      const known = (await catalog.read(locale)) ?? {};
      const name = file.slice(file.indexOf(`/${locale}/`) + 1);
      return [
        ...said.filter((id) => known[id] === undefined || (locale !== config.sourceLocale && !known[id].translation)).map((id) => `${name} lacks ${JSON.stringify(id)}`),
        ...Object.keys(known).filter((id) => !said.includes(id)).map((id) => `${name} has ${JSON.stringify(id)}, which nobody says`),
      ];
    }));
  }));
  return gaps.flat(2);
}

/** Writes what the code says into the catalogues; translations stay, what nobody says goes. Gives the files that changed. */
export async function writeWords(root: string): Promise<string[]> {
  const { config, catalogs } = await catalogues(root);
  const files = catalogs.flatMap((catalog) => config.locales.map((locale) => catalog.getFilename(locale)));
  const before = files.map(textOf);
  for (const catalog of catalogs) await catalog.make({ clean: true, overwrite: false, locale: config.locales, orderBy: 'messageId' });
  return files.filter((file, i) => textOf(file) !== before[i]).map((file) => relative(root, resolve(file)));
}

function textOf(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}
