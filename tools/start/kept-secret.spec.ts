import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keptSecret } from './kept-secret.js';

describe('the secret of the development set-up', () => {
  let folder: string;
  beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'secret-spec-')); });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('is made once, kept for later starts, and readable by its owner alone', () => {
    const secret = keptSecret(folder);
    expect(secret).toMatch(/^[0-9a-f]{64}$/);
    expect(keptSecret(folder)).toBe(secret);
    expect(statSync(join(folder, 'secret')).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder)).toEqual(['secret']);
  });

  it('is made anew where a start was killed while it wrote it', () => {
    for (const half of ['', 'abc']) {
      writeFileSync(join(folder, 'secret'), half);
      expect(keptSecret(folder)).toMatch(/^[0-9a-f]{64}$/);
      expect(readFileSync(join(folder, 'secret'), 'utf8')).toBe(keptSecret(folder));
    }
  });

  it('keeps one that somebody wrote there', () => {
    writeFileSync(join(folder, 'secret'), 'a secret of more than thirty-two characters\n', { mode: 0o644 });
    expect(keptSecret(folder)).toBe('a secret of more than thirty-two characters');
    expect(statSync(join(folder, 'secret')).mode & 0o777).toBe(0o600);
  });
});
