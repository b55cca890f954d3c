import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SCHEMA_FILE, checkoutRoot, composedSchema } from './schema.js';

describe('the composed API', () => {
  it('is what the slices say', () => {
    expect(readFileSync(join(checkoutRoot(), SCHEMA_FILE), 'utf8')).toBe(composedSchema(checkoutRoot()));
  });
});
