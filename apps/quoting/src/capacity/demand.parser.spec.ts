import fc from 'fast-check';
import { dimensionsOf, halfZoneMm, hardnessHrcOf, toleranceMmOf } from './demand.parser.js';

const box = { lengthMm: '96', widthMm: '42', heightMm: '58', diameterMm: null };

describe('reading what a part asks for', () => {
  it.each([
    ['±0.02', 0.02], ['外形-0.01/-0.02;型面±0.02', 0.005], ['IT6;挂台0/-0.02', 0.01], ['IT6; SPI B2', 0.011], ['φ4h6;孔H7', 0.0065], ['厚度±0.05;平行0.02/300', 0.05],
    ['+0.01/-0.01', 0.01], ['±0.005', 0.005], ['±0.02', 0.02],
  ])('%s asks for ±%d mm', (text, mm) => {
    expect(toleranceMmOf(text, box)).toBeCloseTo(mm, 6);
  });

  it.each(['SPI B2', '平行0.02/300', 'Ra0.4', '胶位 SPI B2, 其余 Ra0.8', 'M6 thread', 'S136', '±90', '', '未注 GB/T 1804-m'])('%s names no tolerance', (text) => {
    expect(toleranceMmOf(text, box)).toBeNull();
  });

  it.each([['HRC48-52', 52], ['HRC 50', 50], ['hrc48~52', 52], ['HB180-220', 0], ['HB300', 32], ['HRC52', 52]])('%s is at most HRC %d', (text, hrc) => {
    expect(hardnessHrcOf(text)).toBe(hrc);
  });

  it('leaves thin hard layers out', () => {
    expect(hardnessHrcOf('HV900')).toBeNull();
    expect(hardnessHrcOf(null)).toBeNull();
  });

  it('counts a diameter in two directions', () => {
    expect(dimensionsOf({ lengthMm: null, widthMm: null, heightMm: '85', diameterMm: '12' })).toEqual([85, 12, 12]);
    expect(dimensionsOf(box)).toEqual([96, 58, 42]);
  });

  it('knows the ISO 286 zones', () => {
    expect(halfZoneMm(6, 96)).toBe(0.011);
    expect(halfZoneMm(7, 25)).toBe(0.0105);
    expect(halfZoneMm(3, 25)).toBeNull();
  });

  it('never throws, whatever is written', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
      const mm = toleranceMmOf(text, box);
      expect(mm === null || (mm > 0 && mm <= 5)).toBe(true);
      const hrc = hardnessHrcOf(text);
      expect(hrc === null || (hrc >= 0 && hrc < 100)).toBe(true);
    }));
  });
});
