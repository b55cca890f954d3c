import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const SHORTEST = 32;

/**
 * The development secret is made once and kept, so that sessions outlive a restart. It gets its name only when it is whole: a start
 * that is killed in between leaves none, and of two starts at once one makes it and both have it.
 */
export function keptSecret(folder: string): string {
  const file = join(folder, 'secret');
  if (existsSync(file) && readFileSync(file, 'utf8').trim().length < SHORTEST) rmSync(file);
  if (!existsSync(file)) {
    const beside = join(folder, `.secret-${randomBytes(6).toString('hex')}`);
    writeFileSync(beside, randomBytes(32).toString('hex'), { mode: 0o600, flush: true });
    try {
      linkSync(beside, file);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    } finally {
      rmSync(beside);
    }
  }
  chmodSync(file, 0o600);
  return readFileSync(file, 'utf8').trim();
}
