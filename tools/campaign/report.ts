import type { Verdict } from './check.js';

export interface Report { readonly seed: number; readonly startedAt: string; readonly seconds: number; readonly machine: string; readonly raised: Readonly<Record<string, string>>; readonly verdict: Verdict; readonly notMade: readonly string[]; readonly faults: Readonly<Record<string, number>>; readonly codes: Readonly<Record<string, number>>; readonly bytesRead: number; readonly complaints: readonly string[] }

/** The report for people. */
export function readable({ seed, startedAt, seconds, machine, raised, verdict, notMade, faults, codes, bytesRead, complaints }: Report): string {
  const { counts } = verdict;
  const list = (table: Readonly<Record<string, number | string>>): string => Object.entries(table).map(([name, value]) => `${name} ${value}`).join(', ');
  return [
    `# Campaign ${startedAt}: ${verdict.verdict}`, '',
    `Seed ${seed}, ${seconds} s, ${machine}. Raised for the run: ${list(raised)}.`, '',
    '| | |', '|---|---|',
    `| bids tried / attempts / in the tables | ${counts.bids} / ${counts.attempts} / ${counts.kept} |`,
    `| ok / refused / no answer | ${counts.ok} / ${counts.fail} / ${counts.info} |`,
    `| no answer, yet taken | ${counts.recovered} |`,
    `| acknowledged and lost / from nowhere | ${counts.lost} / ${counts.unexpected} |`,
    `| repeats of a key | ${counts.duplicates} |`,
    `| decided within 500 ms of a closing | ${counts.nearClosings} |`,
    `| lots / ended / orders made | ${counts.lots} / ${counts.closed} / ${counts.awarded} |`,
    `| frames / readings / bytes looked through | ${counts.frames} / ${counts.reads} / ${bytesRead} |`,
    `| kills / database crashes / pauses / cuts | ${counts.kills} / ${counts.crashes} / ${counts.pauses} / ${counts.cuts} |`,
    `| times the disk of the database was full | ${counts.fullDisks} |`,
    `| half of all bids taken were answered within / 99 % | ${counts.halfWithinMs} ms / ${counts.mostWithinMs} ms |`,
    `| faults that met an operation | ${counts.overlapping} of ${counts.faults} |`,
    `| calls with a process that was asked to leave | ${counts.drained} |`,
    `| latest closing after its time | ${counts.worstCloseMs} ms |`, '',
    `Faults: ${list(faults)}.`, `Answers to bids: ${list(codes)}.`, `Lines of processes that say error: ${complaints.length}.`, '',
    ...notMade.map((what) => `Not made: ${what}.\n`),
    ...(verdict.gaps.length > 0 ? ['Too little for a verdict:', ...verdict.gaps.map((gap) => `- ${gap}`), ''] : []),
    ...(verdict.findings.length > 0 ? ['Broken:', ...Object.entries(verdict.broken).map(([name, times]) => `- ${name}: ${times}`), '', ...verdict.findings.map(({ invariant, what, witness }) => `- ${invariant} ${what}: \`${JSON.stringify(witness).slice(0, 900)}\``), ''] : []),
    bounds(verdict),
  ].join('\n');
}

/** What nothing found says and what not: the rule of three, at 95 %. */
function bounds({ verdict, counts }: Verdict): string {
  if (verdict !== 'HOLDS') return '';
  const below = (n: number): string => (n === 0 ? 'nothing' : `below ${(300 / n).toPrecision(2)} %`);
  return `None in ${counts.ok} acknowledged bids says that fewer than ${below(counts.ok)} are lost; none in ${counts.kills} kills, ${below(counts.kills)} of kills break something. A kill is no power cut: what the system holds in its cache outlives it.\n`;
}
