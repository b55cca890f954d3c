import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeFolder } from './data-folder.js';

describe('the data folder', () => {
  const home = mkdtempSync(join(tmpdir(), 'folder-'));
  afterAll(() => rmSync(home, { recursive: true }));

  it('is made with those above it', () => {
    makeFolder(join(home, 'a/b/c'), 'DATA_DIR');
    expect(existsSync(join(home, 'a/b/c'))).toBe(true);
  });

  it('says which setting to change where it cannot be made', () => {
    writeFileSync(join(home, 'file'), '');
    expect(() => makeFolder(join(home, 'file/inside'), 'DATA_DIR')).toThrow(/set DATA_DIR to a folder/);
  });
});
