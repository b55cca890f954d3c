import type { PartSnapshot, SizeView } from '#contracts';
import type { WorkloadLevel } from '#contracts/quoting-capacity';
import { dimensionsOf, hardnessHrcOf, toleranceMmOf } from './demand.parser.js';

/** What one asked operation needs of whoever does it. Millimetres, kilograms, HRC; null where the part says nothing. */
export interface Demand {
  process: string;
  /** Outer dimensions, largest first. */
  dimensionsMm: readonly number[];
  massKg: number | null;
  /** Plus or minus; asked of the operation that gives the last shape alone. */
  toleranceMm: number | null;
  /** Asked of cutting after hardening alone; eroding and grinding do not mind. */
  hardnessHrc: number | null;
}

/** A machine as matching looks at it. */
export interface MachineAbility {
  name: string;
  processes: readonly string[];
  size: SizeView;
  maxMassKg: string | null;
  toleranceMm: string | null;
  maxHardnessHrc: string | null;
}

/** What a company can do: the processes of its profile, and its machines in use. */
export interface Ability {
  processes: readonly string[];
  machines: readonly MachineAbility[];
  /** What it says of its free hours, null or absent when it says nothing that still holds. */
  load?: WorkloadLevel | null;
}

/** Why something fits or not, as data; a view makes a sentence of it. */
export type FitReason =
  | { code: 'MACHINE'; process: string; machine: string }
  | { code: 'OFFERED'; process: string }
  | { code: 'GIVEN_ON'; process: string }
  | { code: 'MISSING'; process: string }
  | { code: 'TOO_LARGE'; process: string; need: string; have: string }
  | { code: 'TOO_HEAVY'; process: string; need: string; have: string }
  | { code: 'TOO_FINE'; process: string; need: string; have: string }
  | { code: 'TOO_HARD'; process: string; need: string; have: string }
  | { code: 'BUSY'; load: 'PARTLY' | 'FULL' }
  | { code: 'DISTANCE'; km: number };

export interface Fit {
  fits: boolean;
  /** 0 to 100; a lot that does not fit stays at 40 or below. */
  score: number;
  /** At most five, what decides first. */
  reasons: FitReason[];
}

/** Steps of a route that no shop needs a machine for. */
const NOT_WORK = new Set(['BUY', 'LOG', 'PKG']);
const HARDENING = new Set(['HT', 'QT', 'CRB']);
const CUTTING = new Set(['SAW', 'MIL', 'CNC', 'CNCL', 'CNC5', 'HSM', 'TUR', 'DT', 'GD']);
const SHAPING = new Set(['MIL', 'CNC', 'CNCL', 'CNC5', 'HSM', 'TUR', 'GR', 'CGR', 'JGR', 'PGR', 'EDM', 'WEDM', 'WEDF']);

const PROCESS_ALONE = 60;
const GIVEN_ON = 40;
/** Points that a shop loses by its own word; a full one may still want this lot, so it stays among those that fit. */
const BUSY: Readonly<Record<WorkloadLevel, number>> = { FREE: 0, PARTLY: 10, FULL: 30 };
const MOST_REASONS = 5;

/** What the operations asked for on one part need. */
export function demandsOf(part: Pick<PartSnapshot, 'operations' | 'size' | 'unitMassKg' | 'requirements' | 'hardness'>): Demand[] {
  const asked = part.operations.filter((operation) => !NOT_WORK.has(operation.process));
  const hardened = asked.findIndex((operation) => HARDENING.has(operation.process));
  const lastShape = asked.reduce((last, operation, i) => (SHAPING.has(operation.process) ? i : last), -1);
  const dimensionsMm = dimensionsOf(part.size);
  const tolerance = toleranceMmOf(part.requirements, part.size);
  const hardness = hardnessHrcOf(part.hardness);
  return asked.map(({ process }, i) => ({
    process,
    dimensionsMm,
    massKg: part.unitMassKg === null ? null : Number(part.unitMassKg),
    toleranceMm: i === lastShape ? tolerance : null,
    // Without a hardening among the asked operations the piece comes as hard as it will be.
    hardnessHrc: CUTTING.has(process) && (hardened === -1 || i > hardened) ? hardness : null,
  }));
}

/**
 * Does a company fit what a lot asks? Every operation must be one that it offers or may give on; where it has recorded
 * machines for an operation, one of them must take the work. Without a recorded machine the process alone suffices, at a lower score.
 * At least one operation must be its own. Who says that it is busy comes further behind.
 */
export function fitOf(ability: Ability, demands: readonly Demand[], mayGiveOn: readonly string[], distanceKm: number | null): Fit {
  const givable = new Set(mayGiveOn);
  const judged = demands.map((demand) => judge(ability, demand, givable));
  const failed = judged.filter((one) => !one.fits);
  const own = judged.some((one) => one.fits && one.reason.code !== 'GIVEN_ON');
  const fits = judged.length > 0 && failed.length === 0 && own;
  const mean = judged.length === 0 ? 0 : judged.reduce((sum, one) => sum + one.score, 0) / judged.length;
  const far = distanceKm === null ? 0 : Math.min(10, Math.floor(distanceKm / 50));
  const score = fits ? Math.max(41, Math.round(mean) - far - BUSY[ability.load ?? 'FREE']) : Math.floor((judged.length - failed.length) / Math.max(1, judged.length) * 40);
  const ordered = [...judged].sort((a, b) => (fits ? b.score - a.score : Number(a.fits) - Number(b.fits) || b.score - a.score)).map((one) => one.reason);
  const load = ability.load ?? 'FREE';
  const besides: FitReason[] = [...(fits && load !== 'FREE' ? [{ code: 'BUSY' as const, load }] : []), ...(distanceKm === null ? [] : [{ code: 'DISTANCE' as const, km: Math.round(distanceKm) }])];
  return { fits, score, reasons: [...withoutRepeats(ordered).slice(0, MOST_REASONS - besides.length), ...besides] };
}

interface Judged { fits: boolean; score: number; reason: FitReason }

function judge(ability: Ability, demand: Demand, givable: ReadonlySet<string>): Judged {
  const { process } = demand;
  const machines = ability.machines.filter((machine) => machine.processes.includes(process));
  const verdicts = machines.map((machine) => judgeMachine(machine, demand));
  const best = verdicts.reduce<Judged | null>((top, one) => (top === null || Number(one.fits) > Number(top.fits) || (one.fits === top.fits && one.score > top.score) ? one : top), null);
  if (best?.fits) return best;
  if (best === null && ability.processes.includes(process)) return { fits: true, score: PROCESS_ALONE, reason: { code: 'OFFERED', process } };
  if (givable.has(process)) return { fits: true, score: GIVEN_ON, reason: { code: 'GIVEN_ON', process } };
  return best ?? { fits: false, score: 0, reason: { code: 'MISSING', process } };
}

function judgeMachine(machine: MachineAbility, demand: Demand): Judged {
  const { process } = demand;
  const room = roomOf(machine.size);
  const need = [...demand.dimensionsMm];
  if (need.some((mm, i) => mm > room[i]!)) {
    return { fits: false, score: 4, reason: { code: 'TOO_LARGE', process, need: need.join('×'), have: room.map((mm) => (mm === Infinity ? '∞' : mm)).join('×') } };
  }
  const over = (limit: string | null, value: number | null): boolean => limit !== null && value !== null && value > Number(limit);
  if (over(machine.maxMassKg, demand.massKg)) return { fits: false, score: 3, reason: { code: 'TOO_HEAVY', process, need: String(demand.massKg), have: machine.maxMassKg! } };
  if (over(machine.maxHardnessHrc, demand.hardnessHrc)) {
    return { fits: false, score: 2, reason: { code: 'TOO_HARD', process, need: String(Math.round(demand.hardnessHrc!)), have: machine.maxHardnessHrc! } };
  }
  if (machine.toleranceMm !== null && demand.toleranceMm !== null && Number(machine.toleranceMm) > demand.toleranceMm) {
    return { fits: false, score: 1, reason: { code: 'TOO_FINE', process, need: String(Number(demand.toleranceMm.toFixed(4))), have: machine.toleranceMm } };
  }
  const unknown = (machine.toleranceMm === null && demand.toleranceMm !== null ? 10 : 0) + (machine.maxHardnessHrc === null && demand.hardnessHrc !== null ? 5 : 0);
  // A gantry for a pin is possible and a waste: the tenth of the travel is where it begins to count.
  const wasteful = need.length > 0 && room[0] !== Infinity && need[0]! < room[0]! / 10 ? 15 : 0;
  return { fits: true, score: 100 - unknown - wasteful, reason: { code: 'MACHINE', process, machine: machine.name } };
}

/** Largest work, largest side first; what the machine does not say is no limit. A turning machine takes its diameter in two directions. */
function roomOf(size: SizeView): number[] {
  const known = [size.lengthMm, size.widthMm, size.heightMm].filter((mm) => mm !== null).map(Number);
  const sides = size.diameterMm === null ? known : [Number(size.diameterMm), Number(size.diameterMm), Math.max(...known, 0) || Infinity];
  while (sides.length < 3) sides.push(Infinity);
  return sides.sort((a, b) => b - a);
}

function withoutRepeats(reasons: FitReason[]): FitReason[] {
  const seen = new Set<string>();
  return reasons.filter((reason) => {
    const key = `${reason.code}|${'process' in reason ? reason.process : ''}`;
    return seen.has(key) ? false : seen.add(key);
  });
}
