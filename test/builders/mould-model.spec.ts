import { readStepStructure } from '../../apps/order/src/models/step-structure.parser.js';
import { aMouldModel } from './mould-model.js';

it('builds a model of forty-eight solids', () => {
  const reading = readStepStructure(aMouldModel());
  if (!reading.ok) throw new Error(reading.why);
  expect([reading.structure.items.length, reading.structure.items.reduce((sum, { quantity }) => sum + quantity, 0)]).toEqual([22, 48]);
});
