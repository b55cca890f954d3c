import { Problem } from '#kernel';
import type { Rpc } from '#platform/rpc';
import { anActor } from '#testing';
import { AskedMachinePark } from './machine-park.service.js';

describe('the machines of companies', () => {
  it('are asked about until they are known, and known from then on while nobody answers', async () => {
    const [wang, he] = [anActor(), anActor()];
    const asked: unknown[] = [];
    let away = false;
    const park = new AskedMachinePark({
      callAsHouse: async (operation: { name: string }, actor: { companyId: string }, { machineId }: { machineId: string }) => {
        if (away) throw new Problem('UNAVAILABLE', 'quoting is not there.');
        asked.push([operation.name, actor.companyId, machineId]);
        return { owns: actor.companyId === wang.companyId };
      },
    } as unknown as Rpc);
    expect([await park.has(wang, 'mac_1'), await park.has(wang, 'mac_1'), await park.has(he, 'mac_1'), await park.has(he, 'mac_1')]).toEqual([true, true, false, false]);
    expect(asked).toEqual([wang, he, he].map(({ companyId }) => ['quoting.capacity.owns-machine', companyId, 'mac_1']));
    away = true;
    expect(await park.has(wang, 'mac_1')).toBe(true);
    await expect(park.has(he, 'mac_1')).rejects.toMatchObject({ code: 'UNAVAILABLE' });
  });
});
