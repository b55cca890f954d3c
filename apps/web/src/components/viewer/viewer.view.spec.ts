import fc from 'fast-check';
import { explodedOffsets, stackingAxis } from './explode.view.js';
import { aroundAll, boxesOf, listBytes, middleOf, type BodyBox, type Triple } from './glb-boxes.view.js';

function glb(contents: object): Uint8Array {
  const text = new TextEncoder().encode(JSON.stringify(contents));
  const bytes = new Uint8Array(20 + text.length + 8);
  const view = new DataView(bytes.buffer);
  [0x46546c67, 2, bytes.length, text.length, 0x4e4f534a].forEach((word, i) => view.setUint32(4 * i, word, true));
  bytes.set(text, 20);
  return bytes;
}
const plate = (part: string, z: number, thick = 30): BodyBox => ({ part, min: [0, 0, z], max: [300, 400, z + thick] });
const pin = (part: string, x: number): BodyBox => ({ part, min: [x, 20, 0], max: [x + 20, 40, 190] });

describe('the boxes of a model', () => {
  const model = glb({
    nodes: [{ mesh: 0, name: 'prt_1', scale: [0.001, 0.001, 0.001] }, { mesh: 1, name: 'prt_2_1', extras: { part: 'prt_2' }, translation: [10, 0, -5] }, { name: 'a group' }],
    meshes: [{ primitives: [{ attributes: { POSITION: 0 } }] }, { primitives: [{ attributes: { POSITION: 1 } }] }],
    accessors: [{ min: [0, -100, 0], max: [300, 100, 50] }, { min: [0, 0, 0], max: [1, 2, 3] }],
  });

  it('are read from the list of contents, in their places', () => {
    expect(boxesOf(model)).toEqual([
      { part: 'prt_1', min: [0, -0.1, 0], max: [0.3, 0.1, 0.05] }, { part: 'prt_2', min: [10, 0, -5], max: [11, 2, -2] },
    ]);
  });

  it('wait until enough has come, and refuse what is no model', () => {
    expect(listBytes(model.subarray(0, 19))).toBeNull();
    const needed = listBytes(model.subarray(0, 20))!;
    expect(() => boxesOf(model.subarray(0, needed - 1))).toThrow('not here yet');
    expect(boxesOf(model.subarray(0, needed))).toHaveLength(2);
    expect(() => listBytes(new TextEncoder().encode('<!doctype html><html lang="en">'))).toThrow('no binary glTF');
  });

  it('know their whole', () => {
    expect(aroundAll([])).toBeNull();
    expect(aroundAll([plate('a', -10), plate('b', 50)])).toEqual({ min: [0, 0, -10], max: [300, 400, 80] });
    expect(middleOf(plate('a', 0))).toEqual([150, 200, 15]);
  });
});

describe('pulling a mould apart', () => {
  const mould = [plate('a', 0), plate('b', 30), plate('c', 60), plate('d', 160), pin('p', 10), pin('q', 270)];
  const turned = mould.map(({ part, min, max }): BodyBox => ({ part, min: [min[2], min[0], min[1]], max: [max[2], max[0], max[1]] }));

  it('finds the way in which it opens, however it lies', () => {
    expect([stackingAxis(mould), stackingAxis(turned), stackingAxis([])]).toEqual([2, 0, 2]);
  });

  it('keeps the order along that way and moves plates apart', () => {
    const moved = explodedOffsets(mould, 1).map((offset, i) => middleOf(mould[i]!)[2] + offset[2]);
    expect(moved.slice(0, 4)).toEqual([...moved.slice(0, 4)].sort((a, b) => a - b));
    expect(moved[1]! - moved[0]!).toBeGreaterThan(30);
  });

  it('leaves it whole at nothing, and is even: twice the pull is twice the way', () => {
    fc.assert(fc.property(fc.array(fc.tuple(fc.integer({ min: -500, max: 500 }), fc.integer({ min: 1, max: 300 })), { minLength: 1, maxLength: 20 }), fc.double({ min: 0.01, max: 0.5, noNaN: true }), (places, factor) => {
      const boxes = places.map(([at, size], i): BodyBox => ({ part: `p${i}`, min: [at, -at, at / 2] as Triple, max: [at + size, size - at, at / 2 + size] as Triple }));
      expect(explodedOffsets(boxes, 0).flat().every((one) => one === 0)).toBe(true);
      const [once, twice] = [explodedOffsets(boxes, factor), explodedOffsets(boxes, 2 * factor)];
      once.flat().forEach((one, i) => expect(twice.flat()[i]).toBeCloseTo(2 * one, 6));
    }));
  });
});
