import { cellText, saysNone } from './cell-text.policy.js';

/** What cells about heat treatment and hardness say. `assumed` is true where a scale was not written and HRC was taken. */
export interface HardnessReading {
  readonly treatment: string | null;
  readonly hardness: string | null;
  readonly assumed: boolean;
}

const SCALE = '(?:HRC|HRB|HRA|HBW?|HV\\d*|HS|SHORE\\s*[AD]?)';
const NUMBER = '\\d{1,4}(?:\\.\\d)?';
const RANGE = `(?:[≥>]=?\\s*)?${NUMBER}(?:\\s*(?:-|±|以上|\\+|≥)\\s*(?:${NUMBER})?)?`;
const PLACE = '(?:表面|表层|芯部|心部|芯|surface|core)?';
const SEGMENT = new RegExp(`(${PLACE})\\s*(?:(${SCALE})\\s*[:：]?\\s*(${RANGE})|(${RANGE})\\s*(${SCALE}|度|°(?!C|F)))`, 'gi');
const BARE = new RegExp(`(?:^|[^\\d.])(${NUMBER}\\s*(?:-|±)\\s*${NUMBER})(?![\\d.])`);

/**
 * Takes hardness out of the cells about treatment and hardness and leaves the treatment: `淬火HRC48~52` is 淬火 and HRC48-52, `48-52度` is HRC,
 * `HRC50±1` becomes the range, HV stays HV. A range without a scale is HRC where it can be (20 to 70), else it stays part of the treatment.
 */
export function readHardness(cells: readonly string[]): HardnessReading {
  const treatments: string[] = [];
  const hardnesses: string[] = [];
  let assumed = false;
  for (const cell of cells) {
    let rest = cellText(cell).replace(/[~～–—−]|至/g, '-').replace(/\bto\b/gi, '-').replace(/[+]\s*\/\s*-/g, '±').trim();
    if (rest === '' || saysNone(rest)) continue;
    if (rest.length > 200) {
      treatments.push(rest);
      continue;
    }
    rest = rest.replace(SEGMENT, (all: string, place: string, scale: string | undefined, range: string | undefined, before: string | undefined, after: string | undefined) => {
      // Degrees are Rockwell only in Rockwell's range: 180度回火 is a temperature.
      if ((after === '度' || after === '°') && !/^\D*(1[5-9]|[2-6]\d|70)(\D|$)/.test(before ?? '')) return all;
      hardnesses.push(`${place}${scaleName(scale ?? after ?? '')}${rangeText(range ?? before ?? '')}`);
      return ' ';
    });
    const bare = BARE.exec(rest);
    if (bare && isRockwell(bare[1]!)) {
      hardnesses.push(`HRC${rangeText(bare[1]!)}`);
      assumed = true;
      rest = rest.replace(bare[1]!, ' ');
    }
    const left = rest.replace(/\(\s*\)/g, ' ').replace(/^[\s;；,，、/|:：]+|[\s;；,，、/|:：]+$/g, '').replace(/\s+/g, ' ');
    if (left !== '' && !saysNone(left) && !treatments.includes(left)) treatments.push(left);
  }
  const once = [...new Set(hardnesses)];
  return { treatment: treatments.length > 0 ? treatments.join('; ') : null, hardness: once.length > 0 ? once.join(';') : null, assumed };
}

function scaleName(scale: string): string {
  if (scale === '度' || scale === '°') return 'HRC';
  const upper = scale.toUpperCase().replace(/\s+/g, '');
  return upper.startsWith('SHORE') ? `Shore${upper.slice(5)}` : upper;
}

function rangeText(range: string): string {
  const plain = range.replace(/\s+/g, '');
  const around = /^(\d+(?:\.\d)?)±(\d+(?:\.\d)?)$/.exec(plain);
  if (around) return `${shortest(Number(around[1]) - Number(around[2]))}-${shortest(Number(around[1]) + Number(around[2]))}`;
  const least = /^[≥>]=?(\d+(?:\.\d)?)$/.exec(plain) ?? /^(\d+(?:\.\d)?)(?:以上|\+|≥|-)$/.exec(plain);
  return least ? `${least[1]}+` : plain;
}

function shortest(value: number): string {
  return String(Math.round(value * 10) / 10);
}

function isRockwell(range: string): boolean {
  const [from, to] = range.split(/-|±/).map(Number);
  const around = range.includes('±');
  return from! >= 20 && (around ? to! <= 5 : to! > from! && to! <= 70);
}

/** A hardness that no steel has on its scale: HRC above 70, HB above 700, HV above 1,500. */
export function isImplausible(hardness: string): boolean {
  const tops: Readonly<Record<string, number>> = { HRC: 70, HB: 700, HV: 3_500 };
  return [...hardness.matchAll(/(HRC|HB|HV)(\d+(?:\.\d)?)(?:-(\d+(?:\.\d)?))?/g)].some(([, scale, from, to]) => Number(to ?? from) > tops[scale!]!);
}
