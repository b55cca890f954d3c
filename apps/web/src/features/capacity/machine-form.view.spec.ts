import { decimalOf, draftOf, inputOf, problemsByField, wrongFields } from './machine-form.view.js';

const machine = {
  id: 'mac_1', version: 3, name: 'Wire 2', processes: ['WEDM'], maxSize: { lengthMm: '600', widthMm: '400', heightMm: '300', diameterMm: null }, maxMassKg: '500', toleranceMm: '0.005', maxHardnessHrc: null, hoursPerDay: '20', active: true,
};

it('a new machine needs a name and a process, and numbers that are numbers', () => {
  expect(wrongFields(draftOf(null))).toEqual(['name', 'processes']);
  expect(wrongFields({ ...draftOf(machine), massKg: 'heavy', hoursPerDay: '' })).toEqual(['massKg', 'hoursPerDay']);
  expect(wrongFields(draftOf(machine))).toEqual([]);
});

it('numbers are read as people type them', () => {
  expect(['０．０１', '0,5', '±0.005', ' 12 ', '', '1e3', '-1', '1.2345678'].map(decimalOf)).toEqual(['0.01', '0.5', '0.005', '12', null, null, null, null]);
});

it('what is saved names the version that was read, and only what is known', () => {
  expect(inputOf('key', machine, { ...draftOf(machine), name: ' Wire 3 ', massKg: '' })).toEqual({
    idempotencyKey: 'key', machineId: 'mac_1', version: 3, name: 'Wire 3', processes: ['WEDM'], maxSize: { lengthMm: '600', widthMm: '400', heightMm: '300', diameterMm: null }, maxMassKg: null, toleranceMm: '0.005', maxHardnessHrc: null, hoursPerDay: '20', active: true,
  });
  expect(inputOf('key', null, { ...draftOf(null), name: 'x', processes: ['GR'] })).toMatchObject({ machineId: null, version: null, maxSize: null, hoursPerDay: '8' });
});

it('what the service says goes to its field', () => {
  expect(problemsByField([{ path: 'maxSize.widthMm', message: 'a' }, { path: 'elsewhere', message: 'b' }])).toEqual([{ field: 'widthMm', message: 'a' }, { field: null, message: 'b' }]);
});
