import fc from 'fast-check';
import type { PartSnapshot } from '#contracts';
import { distanceKm } from './distance.policy.js';
import { demandsOf, fitOf, type Ability, type Demand, type MachineAbility } from './fit.policy.js';

const part = (processes: string[], given: Partial<PartSnapshot> = {}) => ({
  operations: processes.map((process, i) => ({ seq: (i + 1) * 10, process, plannedMinutes: 60, inspect: false })),
  size: { lengthMm: '96', widthMm: '42', heightMm: '58', diameterMm: null }, unitMassKg: '1.8', requirements: 'IT6', hardness: 'HRC48-52', ...given,
});
const machine = (given: Partial<MachineAbility> = {}): MachineAbility => ({
  name: '2号慢走丝', processes: ['WEDM'], size: { lengthMm: '600', widthMm: '400', heightMm: '300', diameterMm: null }, maxMassKg: '500', toleranceMm: '0.005', maxHardnessHrc: null, ...given,
});
const shop = (processes: string[], machines: MachineAbility[] = []): Ability => ({ processes, machines });

describe('whether a company fits a lot', () => {
  it('takes every process of the profile, at a lower score than a machine that is known to fit', () => {
    const alone = fitOf(shop(['WEDM']), demandsOf(part(['WEDM'])), [], null);
    const known = fitOf(shop(['WEDM'], [machine()]), demandsOf(part(['WEDM'])), [], null);
    expect(alone).toMatchObject({ fits: true, score: 60, reasons: [{ code: 'OFFERED' }] });
    expect(known).toMatchObject({ fits: true, score: 100, reasons: [{ code: 'MACHINE', machine: '2号慢走丝' }] });
  });

  it('puts who says that it is busy further behind, and still among those that fit', () => {
    const asked = demandsOf(part(['WEDM']));
    const of = (load: 'FREE' | 'PARTLY' | 'FULL' | null, ability = shop(['WEDM'], [machine()])) => fitOf({ ...ability, load }, asked, [], 120);
    expect((['FREE', 'PARTLY', 'FULL', null] as const).map((load) => [of(load).score, of(load).reasons.map(({ code }) => code).join()])).toEqual([[98, 'MACHINE,DISTANCE'], [88, 'MACHINE,BUSY,DISTANCE'], [68, 'MACHINE,BUSY,DISTANCE'], [98, 'MACHINE,DISTANCE']]);
    expect(of('FULL', shop(['WEDM']))).toMatchObject({ fits: true, score: 41 });
    expect(of('FULL', shop([])).reasons).not.toContainEqual({ code: 'BUSY', load: 'FULL' });
  });

  it('needs every operation, unless it may be given on', () => {
    const asked = demandsOf(part(['CNC', 'HT', 'WEDM']));
    expect(fitOf(shop(['CNC', 'WEDM']), asked, [], null)).toMatchObject({ fits: false, reasons: [{ code: 'MISSING', process: 'HT' }, {}, {}] });
    expect(fitOf(shop(['CNC', 'WEDM']), asked, ['HT'], null).fits).toBe(true);
    // Somebody who could only give everything on has nothing to do here.
    expect(fitOf(shop([]), demandsOf(part(['HT'])), ['HT'], null).fits).toBe(false);
  });

  it.each([
    ['TOO_LARGE', { size: { lengthMm: '90', widthMm: '80', heightMm: '55', diameterMm: null } }],
    ['TOO_HEAVY', { maxMassKg: '1' }],
    ['TOO_FINE', { toleranceMm: '0.02' }],
  ])('says why a machine does not do: %s', (code, given) => {
    const fit = fitOf(shop(['WEDM'], [machine(given)]), demandsOf(part(['WEDM'])), [], null);
    expect(fit.fits).toBe(false);
    expect(fit.score).toBeLessThanOrEqual(40);
    expect(fit.reasons[0]).toMatchObject({ code });
  });

  it('turns the part to fit the table', () => {
    const flat = machine({ size: { lengthMm: '42', widthMm: '58', heightMm: '96', diameterMm: null } });
    expect(fitOf(shop([], [flat]), demandsOf(part(['WEDM'])), [], null).fits).toBe(true);
  });

  it('asks hardness of cutting after hardening alone', () => {
    const soft = machine({ name: '850', processes: ['CNC', 'HSM'], toleranceMm: '0.005', maxHardnessHrc: '45' });
    expect(fitOf(shop(['HT'], [soft]), demandsOf(part(['CNC', 'HT'])), [], null).fits).toBe(true);
    expect(fitOf(shop(['HT'], [soft]), demandsOf(part(['CNC', 'HT', 'HSM'])), [], null).reasons[0]).toMatchObject({ code: 'TOO_HARD', process: 'HSM', need: '52' });
    expect(fitOf(shop([], [machine({ maxHardnessHrc: '45' })]), demandsOf(part(['WEDM'])), [], null).fits).toBe(true);
  });

  it('asks the tolerance of the operation that gives the last shape', () => {
    const coarse = machine({ name: 'old mill', processes: ['CNC'], toleranceMm: '0.05' });
    expect(fitOf(shop(['WEDM'], [coarse]), demandsOf(part(['CNC', 'WEDM'])), [], null).fits).toBe(true);
  });

  it('counts distance a little, and tells it', () => {
    const near = fitOf(shop(['WEDM'], [machine()]), demandsOf(part(['WEDM'])), [], 12.4);
    const far = fitOf(shop(['WEDM'], [machine()]), demandsOf(part(['WEDM'])), [], 900);
    expect(near.reasons.at(-1)).toEqual({ code: 'DISTANCE', km: 12 });
    expect(far.score).toBe(near.score - 10);
    expect(distanceKm({ latitude: 28.65, longitude: 121.26 }, { latitude: 23.02, longitude: 113.75 })).toBeCloseTo(976, -1);
  });

  const process = fc.constantFrom('CNC', 'HT', 'WEDM', 'EDM', 'GR', 'TUR');
  const side = fc.option(fc.integer({ min: 1, max: 2_000 }).map(String), { nil: null });
  const anyMachine = fc.record({
    name: fc.constant('m'), processes: fc.uniqueArray(process, { minLength: 1 }), size: fc.record({ lengthMm: side, widthMm: side, heightMm: side, diameterMm: side }),
    maxMassKg: side, toleranceMm: fc.option(fc.constantFrom('0.002', '0.01', '0.05'), { nil: null }), maxHardnessHrc: fc.option(fc.constantFrom('30', '45', '60'), { nil: null }),
  });
  const anyDemand: fc.Arbitrary<Demand> = fc.record({
    process, dimensionsMm: fc.array(fc.integer({ min: 1, max: 2_000 }), { maxLength: 3 }).map((mm) => mm.sort((a, b) => b - a)),
    massKg: fc.option(fc.integer({ min: 1, max: 900 }), { nil: null }), toleranceMm: fc.option(fc.constantFrom(0.003, 0.01, 0.1), { nil: null }), hardnessHrc: fc.option(fc.constantFrom(30, 52), { nil: null }),
  });

  it('keeps score and reasons within their bounds for every shop and lot', () => {
    fc.assert(fc.property(fc.uniqueArray(process), fc.array(anyMachine, { maxLength: 4 }), fc.array(anyDemand, { maxLength: 6 }), fc.uniqueArray(process), fc.option(fc.nat(2_000), { nil: null }), (offered, machines, demands, givable, km) => {
      const fit = fitOf(shop(offered, machines), demands, givable, km);
      expect(Number.isInteger(fit.score) && fit.score >= 0 && fit.score <= 100).toBe(true);
      expect(fit.fits ? fit.score > 40 : fit.score <= 40).toBe(true);
      expect(fit.reasons.length).toBeLessThanOrEqual(5);
      if (demands.length === 0) expect(fit.fits).toBe(false);
    }));
  });

  it('never loses a fit when a machine grows or a permission is added', () => {
    fc.assert(fc.property(fc.uniqueArray(process), fc.array(anyMachine, { minLength: 1, maxLength: 3 }), fc.array(anyDemand, { minLength: 1, maxLength: 4 }), (offered, machines, demands) => {
      fc.pre(fitOf(shop(offered, machines), demands, [], null).fits);
      const grown = machines.map((m) => ({ ...m, size: { lengthMm: null, widthMm: null, heightMm: null, diameterMm: null }, maxMassKg: null, toleranceMm: '0.001', maxHardnessHrc: null }));
      expect(fitOf(shop(offered, grown), demands, [], null).fits).toBe(true);
      expect(fitOf(shop(offered, machines), demands, ['HT', 'GR'], null).fits).toBe(true);
    }));
  });
});
