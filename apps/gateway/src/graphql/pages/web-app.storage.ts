import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { checkoutFile } from '../schema-text.storage.js';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.css': 'text/css; charset=utf-8', '.svg': 'image/svg+xml',
  '.webmanifest': 'application/manifest+json', '.png': 'image/png', '.woff2': 'font/woff2', '.wasm': 'application/wasm', '.json': 'application/json',
};
const packed = { br: (body: Buffer) => promisify(brotliCompress)(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }), gzip: (body: Buffer) => promisify(gzip)(body, { level: 9 }) };
export type Packing = keyof typeof packed;

/** One file of the built web app, as it is and as it travels. */
export class WebFile {
  private readonly made = new Map<Packing, Promise<Buffer>>();

  constructor(readonly type: string, readonly body: Buffer) {}

  /** Packed once on first use; pictures are packed already. */
  as(packing: Packing): Promise<Buffer> {
    const known = this.made.get(packing);
    if (known) return known;
    const making = packed[packing](this.body);
    this.made.set(packing, making);
    return making;
  }

  get packs(): boolean {
    return /^text|javascript|json|svg|wasm/.test(this.type);
  }
}

/** The built web app in memory: what is not in this map does not exist, whatever a path says. Empty where it was not built. */
export function webFiles(folder = checkoutFile('dist/web')): ReadonlyMap<string, WebFile> {
  if (!existsSync(folder)) return new Map();
  return new Map(readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile() && TYPES[extname(entry.name)] !== undefined && !entry.parentPath.includes('.vite'))
    .map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return [relative(folder, path).split(sep).join('/'), new WebFile(TYPES[extname(entry.name)]!, readFileSync(path))];
    }));
}
