import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { CLOSES_AT, LotCase, OPENS_AT, termsWith } from '../../test/builders/lots.js';
import { bytesOf, exported, forge, keptOf, recordKey } from '../../test/builders/records.js';

const root = resolve(import.meta.dirname, '../..');

describe('npm run verify', () => {
  const folder = mkdtempSync(join(tmpdir(), 'verify-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const file = (name: string, content: string | Uint8Array): string => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  };
  const verify = (...args: string[]): { status: number | null; said: string } => {
    const { status, stdout, stderr } = spawnSync(process.execPath, ['--conditions=source', '--no-warnings', '--import', `file://${root}/tools/run-source.mjs`, join(root, 'tools/verify/main.ts'), ...args], { encoding: 'utf8' });
    return { status, said: `${stdout}${stderr}` };
  };
  /** A sealed lot with a bid, and perhaps a friend's before it. */
  const lotWith = (friend: boolean): LotCase => {
    const lot = new LotCase(termsWith({}, { visibility: 'SEALED', softClose: null, showBidCount: false }));
    if (friend) forge(lot, 380_000, OPENS_AT + 1);
    lot.bid('wang', 380_000, OPENS_AT + 2);
    lot.close(CLOSES_AT);
    return lot;
  };

  it('checks a record against all that was kept, and ends with what came of it', () => {
    const [lot, kept] = [lotWith(false), keptOf(lotWith(false))];
    const [record, head, receipt] = [file('record.json', bytesOf(exported(lot))), file('head.json', JSON.stringify(kept.head)), file('receipt.json', JSON.stringify({ ok: true, receipt: kept.receipts[0] }))];
    const keys = file('keys.json', JSON.stringify({ keys: [recordKey.publicJwk] }));
    expect(verify(record, '--keys', keys, '--head', head, '--receipt', receipt)).toMatchObject({ status: 0, said: expect.stringMatching(/chain and signatures hold[^]*held against .*head.json, .*receipt.json/) });
    const anew = file('anew.json', bytesOf(exported(lotWith(true))));
    expect(verify(anew)).toMatchObject({ status: 0 });
    expect(verify(anew, '--head', head, '--receipt', receipt)).toMatchObject({ status: 1, said: expect.stringMatching(/the ledger was written anew[^]*Receipt R2 was given for another entry/) });
    expect(verify(record, '--head', receipt)).toMatchObject({ status: 1, said: expect.stringMatching(/There is no head in .*receipt.json/) });
    expect(verify(record, '--keys', file('answer.json', '{"code":"NOT_FOUND"}'))).toMatchObject({ status: 2, said: expect.stringMatching(/answer.json holds no keys/) });
    for (const wrong of [[], [record, '--head'], [record, '--other', head]]) expect(verify(...wrong)).toMatchObject({ status: 2, said: expect.stringMatching(/npm run verify -- record.json/) });
  }, 120_000);
});
