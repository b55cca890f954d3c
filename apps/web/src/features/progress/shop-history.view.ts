import type { ReportAction, ShopTravellerQuery } from '../../generated/types.js';

type Piece = NonNullable<ShopTravellerQuery['traveller']>['pieces'][number];
type Report = Piece['runs'][number]['reports'][number];
export interface ShopReport extends Report { process: string; serials: string; pieceIds: string[]; runIds: string[] }

/** Reports of the line, newest first; those of one press over several pieces are one. */
export function shopReports(pieces: readonly Piece[]): ShopReport[] {
  const all = pieces.flatMap((piece) => piece.runs.flatMap((run) => run.reports.map((report) => ({ report, run, piece }))))
    .sort((a, b) => b.report.receivedAt.localeCompare(a.report.receivedAt) || a.piece.serial.localeCompare(b.piece.serial));
  const presses = new Map<string, ShopReport>();
  for (const { report, run, piece } of all) {
    const press = `${report.receivedAt} ${report.action} ${run.seq}`;
    const known = presses.get(press);
    if (known === undefined) {
      presses.set(press, { ...report, process: run.process, serials: piece.serial, pieceIds: [piece.id], runIds: [run.id] });
      continue;
    }
    known.serials += `, ${piece.serial}`;
    known.pieceIds.push(piece.id);
    known.runIds.push(run.id);
    for (const key of ['good', 'scrap', 'minutes'] as const) known[key] = known[key] === null ? report[key] : known[key] + (report[key] ?? 0);
  }
  return [...presses.values()];
}

/** The press that can be taken back: the newest, unless it is a correction itself or scrapped something. The service has the last word. */
export function lastToTakeBack(pieces: readonly Piece[]): (Pick<ShopReport, 'process' | 'pieceIds' | 'runIds'> & { action: ReportAction }) | null {
  const last = shopReports(pieces)[0];
  return last === undefined || last.action === 'CORRECT' || (last.scrap ?? 0) > 0 ? null : last;
}
