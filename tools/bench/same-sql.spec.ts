import { scriptOf, type TwoBids } from './same-sql.js';

const spoken = (seq: number, bidId: string, before: string[], key: string) => [
  { text: 'BEGIN; SET LOCAL app.company = \'\'', values: [] },
  { text: 'select last_seq from lots where id = any($1::text[]) for update', values: [['lot_engine']] },
  { text: 'insert into bids select * from unnest($1::text[], $2::text[], $3::int[], $4::jsonb[], $5::int[]), $6', values: [[bidId], ['lot_engine'], [seq], [`{"at":"12:30","it's":"lot_engine"}`], [7], key] },
  { text: 'update bids set state = $2 where id = any($1::text[])', values: [before, null] },
  { text: 'COMMIT', values: [] },
];
const bids: TwoBids = {
  lotId: 'lot_engine', first: { bidId: 'bid_a', key: 'first-key' }, firstSpoken: spoken(4, 'bid_a', [], 'first-key'),
  second: { bidId: 'bid_b', key: 'other-key', spoken: spoken(5, 'bid_b', ['bid_a'], 'other-key') },
};

describe('the script that says to the database what the desk said', () => {
  const script = scriptOf(bids, 'lot_pgbench', 'p1');

  it('keeps order and round trips: opening in one go, the lock with its answer, the rest', () => {
    expect(script.split('\n')).toEqual([
      '\\startpipeline', 'BEGIN;', "SET LOCAL app.company = '';", '\\endpipeline',
      "select last_seq from lots where id = any(array[E'lot_pgbench']::text[]) for update \\gset",
      expect.stringContaining('insert into bids'), expect.stringContaining('update bids'), 'COMMIT;', '',
    ]);
  });

  it('sends the record and the commit in one go when it is told to', () => {
    const lines = scriptOf(bids, 'lot_pgbench', 'p1', true).split('\n');
    expect(lines.slice(-5).map((line) => line.slice(0, 11))).toEqual(['\\startpipel', 'update bids', 'COMMIT;', '\\endpipelin', '']);
    expect(lines).toHaveLength(script.split('\n').length + 2);
  });

  it('counts what the desk counted, and leaves alone what stayed the same', () => {
    expect(script).toContain('array[(:last_seq + 1)]::int[]');
    expect(script).toContain('array[7]::int[]');
  });

  it('gives every bid an id and a key of its own and replaces the one before', () => {
    expect(script).toContain("unnest(array[('bid_p1' || lpad((:last_seq + 1)::text, 24, '0'))]::text[]");
    expect(script).toContain("where id = any(array[('bid_p1' || lpad((:last_seq + 0)::text, 24, '0'))]::text[])");
    expect(script).toContain("('p1' || lpad((:last_seq + 1)::text, 7, '0'))");
  });

  it('writes literals without anything that pgbench would take for a variable', () => {
    expect(script).toContain(String.raw`E'{"at"\x3a"12\x3a30","it''s"\x3a"lot_pgbench"}'`);
    expect(script.replaceAll('::', '').replaceAll(':last_seq', '')).not.toContain(':');
  });

  it('refuses when two bids of one kind were not spoken alike, and when nothing locks first', () => {
    expect(() => scriptOf({ ...bids, firstSpoken: bids.firstSpoken.slice(1) }, 'lot', 'p')).toThrow(/differently/);
    const swapped = (all: typeof bids.firstSpoken) => [all[0]!, all[2]!, all[1]!, ...all.slice(3)];
    expect(() => scriptOf({ ...bids, firstSpoken: swapped(bids.firstSpoken), second: { ...bids.second, spoken: swapped(bids.second.spoken) } }, 'lot', 'p')).toThrow(/thought over/);
  });
});
