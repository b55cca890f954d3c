import { reached, tableOf, type Row } from './report.js';

const row: Row = { name: 'board', what: 'requests', values: [90, 100, 80], unit: '/s', reference: { what: 'REST', values: [120, 125, 100] }, ratios: [0.75, 0.8, 0.8], goal: { of: 'ratio', least: 0.6 } };

describe('the report of a bench', () => {
  it('judges by the median of the ratio or of the value, and leaves what has no goal unjudged', () => {
    expect(reached(row)).toBe(true);
    expect(reached({ ...row, goal: { of: 'ratio', least: 0.81 } })).toBe(false);
    expect(reached({ ...row, goal: { of: 'value', most: 89 } })).toBe(false);
    expect(reached({ ...row, goal: { of: 'value', most: 90 } })).toBe(true);
    expect(reached({ ...row, goal: undefined })).toBeNull();
  });

  it('draws a table whose columns stand under each other', () => {
    const lines = tableOf([row, { name: '板', what: 'SQL statements', values: [4], unit: 'statements', goal: { of: 'value', most: 4 } }]).split('\n');
    expect(lines[2]).toMatch(/^\| board \| requests .*90 \(80\.\.100\) \/s.*120 \(100\.\.125\) \/s \(REST\) \| 0\.80 \(0\.75\.\.0\.80\) \| ≥ 0\.6 ×/);
    expect(lines[3]).toContain('≤ 4 statements');
    expect(lines[3]).toMatch(/\| yes +\|$/);
  });
});
