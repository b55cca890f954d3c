import fc from 'fast-check';
import { glbOf } from './glb.view.js';
import { joined, measured, type Mesh } from './mesh.policy.js';
import { Frames, framed, type ModelFrame } from './model-job.view.js';
import { laidStraight, orientedBox } from './oriented-box.policy.js';
import { joinSolids } from './solids.policy.js';
import { massOfVolume, roundedUp, stockSize } from './stock-size.policy.js';
import { thumbnail } from './thumbnail.policy.js';

type Point = [number, number, number];

/** A closed body over an outline: its corners against the clock, drawn up by a height. Each face has corners of its own, as the kernel gives them. */
function prism(outline: readonly [number, number][], height: number): Mesh {
  const [positions, indices, faceEnds]: [number[], number[], number[]] = [[], [], []];
  const face = (corners: readonly Point[], ends = true) => {
    const first = positions.length / 3;
    corners.forEach((c) => positions.push(...c));
    for (let i = 1; i < corners.length - 1; i += 1) indices.push(first, first + i, first + i + 1);
    if (ends) faceEnds.push(indices.length / 3);
  };
  face(outline.map(([x, y]): Point => [x, y, height]));
  face([...outline].reverse().map(([x, y]): Point => [x, y, 0]));
  outline.forEach(([x, y], i) => { const [u, v] = outline[(i + 1) % outline.length]!; face([[x, y, 0], [u, v, 0], [u, v, height], [x, y, height]], outline.length <= 6 || i === outline.length - 1); });
  return { positions: Float32Array.from(positions), indices: Uint32Array.from(indices), faceEnds: Uint32Array.from(faceEnds) };
}
const block = (l: number, w: number, h: number) => prism([[0, 0], [l, 0], [l, w], [0, w]], h);
const round = (diameter: number, height: number, corners = 36) => prism(Array.from({ length: corners }, (_, i) => [(diameter / 2) * Math.cos((2 * Math.PI * (i + 0.3)) / corners), (diameter / 2) * Math.sin((2 * Math.PI * (i + 0.3)) / corners)] as [number, number]), height);

/** The mesh turned around two axes and moved. */
function turned(mesh: Mesh, a: number, b: number, by: Point = [0, 0, 0]): Mesh {
  const positions = new Float32Array(mesh.positions.length);
  for (let i = 0; i < positions.length; i += 3) {
    const [x, y, z] = [mesh.positions[i]!, mesh.positions[i + 1]!, mesh.positions[i + 2]!];
    const [u, v] = [x * Math.cos(a) - y * Math.sin(a), x * Math.sin(a) + y * Math.cos(a)];
    positions.set([u + by[0], v * Math.cos(b) - z * Math.sin(b) + by[1], v * Math.sin(b) + z * Math.cos(b) + by[2]], i);
  }
  return { ...mesh, positions };
}

const angle = fc.double({ min: -3.1, max: 3.1, noNaN: true });
const edge = fc.integer({ min: 3, max: 900 });

describe('the size of a piece of stock', () => {
  it('is that of the block, whatever way it lies', () => {
    fc.assert(fc.property(edge, edge, edge, angle, angle, (l, w, h, a, b) => {
      const size = stockSize(orientedBox(turned(block(l, w, h), a, b, [1_000, -500, 20])));
      const [most, middle, least] = [l, w, h].sort((x, y) => y - x);
      expect(size.diameterMm).toBeNull();
      [size.lengthMm, size.widthMm, size.heightMm].forEach((read, i) => expect(Math.abs(Number(read) - [most!, middle!, least!][i]!)).toBeLessThanOrEqual(0.11));
    }), { numRuns: 150 });
  });

  it('is diameter and length of a bar, which a meshed round reads too small', () => {
    fc.assert(fc.property(fc.integer({ min: 4, max: 120 }), fc.integer({ min: 5, max: 500 }), angle, angle, (d, l, a, b) => {
      const size = stockSize(orientedBox(turned(round(d, l), a, b)));
      expect(Math.abs(Number(size.diameterMm) - d)).toBeLessThanOrEqual(0.11);
      expect(Math.abs(Number(size.lengthMm) - l)).toBeLessThanOrEqual(0.11);
    }), { numRuns: 150 });
  });

  it('takes a hexagon for no round', () => expect(stockSize(orientedBox(round(20, 40, 6))).diameterMm).toBeNull());
  it.each([[400, '400'], [29.96, '30'], [30.01, '30'], [30.03, '30.1'], [0.001, '0.1']])('rounds %d up to %s', (mm, text) => expect(roundedUp(mm)).toBe(text));
  it('is nothing of nothing', () => expect(orientedBox({ positions: new Float32Array(), indices: new Uint32Array(), faceEnds: new Uint32Array() }).edges).toEqual([0, 0, 0]));
});

describe('volume and mass', () => {
  it('are those of the body', () => {
    expect(measured(turned(block(40, 30, 20), 0.4, 1.1, [500, 0, 0])).volume).toBeCloseTo(24_000, 0);
    expect(measured(block(40, 30, 20)).area).toBeCloseTo(5_200, 3);
    expect(massOfVolume(9_376_000, '7.85')).toBe('73.602');
    expect([massOfVolume(null, '7.85'), massOfVolume(10, null), massOfVolume(1, '7.85')]).toEqual([null, null, null]);
  });
});

describe('bodies and the structure', () => {
  const item = (name: string, quantity: number) => ({ productId: name, name, revision: null, quantity, usedIn: [] });
  const solid = (name: string, mesh: Mesh) => ({ name, mesh });

  it('meet by name, and a contradiction is counted', () => {
    const [plate, pin, none] = joinSolids([item('Plate  A', 1), item('pin', 4), item('ghost', 1)], [
      solid('plate a', block(10, 20, 30)), ...Array.from({ length: 3 }, (_, i) => solid('pin', turned(round(8, 40), i, 0.2))),
    ]);
    expect(plate).toMatchObject({ counted: 1, shapes: [1], bodies: 1 });
    expect(pin).toMatchObject({ counted: 3, shapes: [3] });
    expect(none).toMatchObject({ mesh: null, counted: 0 });
  });

  it('tell several shapes under one name from several bodies of one piece', () => {
    const [flat] = joinSolids([item('insert', 3)], [solid('insert', block(10, 20, 30)), solid('insert', block(10, 20, 31)), solid('insert', block(10, 20, 30))]);
    expect(flat).toMatchObject({ bodies: 1, shapes: [2, 1], counted: 3 });
    expect(joinSolids([item('insert', 3)], [solid('insert', block(10, 20, 30)), solid('insert', block(10, 20, 31)), solid('insert', block(10, 20, 30))], true).map(({ item: at, variant, counted }) => [at, variant, counted])).toEqual([[0, 0, 2], [0, 1, 1]]);
    const [welded] = joinSolids([item('frame', 2)], [block(10, 20, 30), block(5, 5, 5), block(10, 20, 30), block(5, 5, 5)].map((mesh) => solid('frame', mesh)));
    expect(welded).toMatchObject({ bodies: 2, counted: 2, shapes: [2] });
    expect(welded!.volume).toBeCloseTo(6_125, 3);
  });

  it('show the same shape under two names', () => {
    expect(joinSolids([item('a', 1), item('b', 1)], [solid('a', block(10, 20, 30)), solid('b', turned(block(10, 20, 30), 1, 1))]).map(({ sameAs }) => sameAs)).toEqual([null, 0]);
  });
});

describe('pictures', () => {
  const straight = (mesh: Mesh) => laidStraight(mesh, orientedBox(mesh));

  it('show the part in the middle, with shaded faces and lines, on nothing', () => {
    const { width, height, rgba } = thumbnail(straight(turned(block(90, 60, 20), 0.7, 0.3)));
    const at = (x: number, y: number) => [...rgba.subarray((y * width + x) * 4, (y * width + x) * 4 + 4)];
    expect([width, height]).toEqual([320, 240]);
    expect([at(0, 0)[3], at(319, 239)[3]]).toEqual([0, 0]);
    expect(at(160, 105)[3]).toBe(255);
    const greys = new Set(Array.from({ length: width * height }, (_, i) => (rgba[4 * i + 3] === 255 ? rgba[4 * i] : null)));
    greys.delete(null);
    // Three faces to be seen and their lines, besides the mixed points of their borders.
    expect(greys.size).toBeGreaterThanOrEqual(4);
    expect(Math.min(...[...greys] as number[])).toBeLessThan(60);
  });

  it('of nothing are empty', () => {
    expect(thumbnail({ positions: new Float32Array(), indices: new Uint32Array(), faceEnds: new Uint32Array() }).rgba.every((byte) => byte === 0)).toBe(true);
  });

  it('for the browser are binary glTF that says what it holds', () => {
    const mesh = joined([block(90, 60, 20), round(10, 30)]);
    const glb = glbOf(mesh);
    const view = new DataView(glb.buffer);
    expect([view.getUint32(0, true), view.getUint32(4, true), view.getUint32(8, true), glb.length % 4]).toEqual([0x46546c67, 2, glb.length, 0]);
    const json = JSON.parse(new TextDecoder().decode(glb.subarray(20, 20 + view.getUint32(12, true)))) as { accessors: { count: number; max?: number[] }[]; buffers: { byteLength: number }[] };
    expect(json.accessors.map(({ count }) => count)).toEqual([mesh.positions.length / 3, mesh.indices.length]);
    expect(json.accessors[0]!.max).toEqual([90, 60, 30]);
    expect(JSON.stringify(json)).not.toMatch(/name/);
    expect(json.buffers[0]!.byteLength).toBeLessThanOrEqual(view.getUint32(20 + view.getUint32(12, true), true));
  });
});

describe('frames', () => {
  const item: ModelFrame = { kind: 'ITEM', item: 1, variant: 0, size: { lengthMm: '1', widthMm: null, heightMm: null, diameterMm: null }, volumeMm3: 1, areaMm2: 1, bodies: 1, counted: 1, shapes: [1], sameAs: null, bytes: [5, 3] };

  it('come out as they went in, however the bytes arrive', () => {
    const all = Buffer.concat([...framed({ kind: 'SOLIDS', solids: 1, seconds: 2 }), ...framed(item, [Uint8Array.of(1, 2, 3, 4, 5), Uint8Array.of(6, 7, 8)]), ...framed({ kind: 'DONE' })]);
    fc.assert(fc.property(fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 5 }), (sizes) => {
      const frames = new Frames();
      const found: { frame: ModelFrame; pictures: Uint8Array[] }[] = [];
      for (let at = 0, i = 0; at < all.length; i += 1) { const size = sizes[i % sizes.length]!; found.push(...frames.take(all.subarray(at, at + size))); at += size; }
      expect(found.map(({ frame }) => frame.kind)).toEqual(['SOLIDS', 'ITEM', 'DONE']);
      expect(found[1]!.pictures.map((p) => [...p])).toEqual([[1, 2, 3, 4, 5], [6, 7, 8]]);
    }));
  });

  it('of any length are not believed', () => {
    expect(() => new Frames().take(Uint8Array.of(0xff, 0xff, 0xff, 0xff, 1))).toThrow('too long');
    expect(() => new Frames().take(Buffer.concat(framed({ ...item, bytes: [1e12, 3] })))).toThrow('too long');
  });
});
