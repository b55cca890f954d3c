import { existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Makes a folder and those above it, one by one: Node's own recursive way turns in a circle for ever in places such as /proc.
 * Throws a sentence that names the setting when it cannot be made.
 */
export function makeFolder(folder: string, setting: string): void {
  const missing: string[] = [];
  for (let place = folder; !existsSync(place); place = dirname(place)) missing.unshift(place);
  for (const place of missing) {
    try {
      mkdirSync(place);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') continue;
      throw new Error(`${place} cannot be made (${(error as NodeJS.ErrnoException).code}); set ${setting} to a folder that this user may write in.`);
    }
  }
}
