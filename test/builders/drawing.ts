import { aDxf } from './dxf.js';
import { aPdf, chinese } from './pdf.js';

const rect = (x: number, y: number, width: number, height: number): string => `${x} ${y} ${width} ${height} re S`;
const line = (x0: number, y0: number, x1: number, y1: number): string => `${x0} ${y0} m ${x1} ${y1} l S`;
/** A circle as four curves (Bézier, 0.5523 of the radius). */
function circle(x: number, y: number, r: number): string {
  const k = r * 0.5523;
  return `${x + r} ${y} m ${x + r} ${y + k} ${x + k} ${y + r} ${x} ${y + r} c ${x - k} ${y + r} ${x - r} ${y + k} ${x - r} ${y} c ${x - r} ${y - k} ${x - k} ${y - r} ${x} ${y - r} c ${x + k} ${y - r} ${x + r} ${y - k} ${x + r} ${y} c S`;
}
const latin = (text: string, x: number, y: number, size: number): string => `BT /F2 ${size} Tf ${x} ${y} Td (${text}) Tj ET`;

/** A drawing of a plate with holes on two pages, A4 across, with a title block in Chinese. `hole` is what a revision changes: the diameter of the middle bore in millimetres. */
export function plateDrawing({ partNo, name, revision, hole }: { partNo: string; name: string; revision: string; hole: number }): Buffer {
  const frame = `1.4 w ${rect(20, 20, 802, 555)} 0.8 w ${rect(560, 20, 262, 96)} ${line(560, 52, 822, 52)} ${line(560, 84, 822, 84)} ${line(690, 20, 690, 84)}`;
  const block = (page: number) => [
    latin(partNo, 568, 94, 15), chinese(name, 568, 62, 14), chinese('材料', 698, 64, 11), latin('1.2344 HRC48-52', 726, 64, 10), chinese('版本', 568, 30, 11), latin(revision, 600, 30, 14), latin(`${page} / 2`, 770, 30, 11),
  ].join(' ');
  const bores = [[170, 250], [510, 250], [170, 470], [510, 470]].map(([x, y]) => `${circle(x!, y!, 14)} 0.3 w ${line(x! - 22, y!, x! + 22, y!)} ${line(x!, y! - 22, x!, y! + 22)} 1 w`).join(' ');
  const plan = `1 w ${rect(120, 210, 440, 300)} ${bores} ${circle(340, 360, hole)} ${line(120, 180, 560, 180)} ${line(120, 172, 120, 206)} ${line(560, 172, 560, 206)} ${latin('400 +0.02/-0.01', 300, 185, 12)} ${line(340, 360, 430, 440)} ${latin(`D${hole} H7`, 434, 442, 13)}`;
  const section = `1 w ${rect(120, 300, 440, 90)} ${line(340 - hole, 300, 340 - hole, 390)} ${line(340 + hole, 300, 340 + hole, 390)} ${chinese('剖面', 120, 410, 14)} ${latin('A-A', 156, 410, 14)} ${latin('80', 575, 340, 12)} ${chinese('未注倒角', 120, 240, 12)} ${latin('C1', 176, 240, 12)}`;
  return aPdf([{ content: `${frame} ${block(1)} ${plan}` }, { content: `${frame} ${block(2)} ${section}` }]);
}

/** The outline of the same plate as its CAD seat would export it, for shops that cut by it. */
export function plateOutline(partNo: string): Buffer {
  return Buffer.from(aDxf([
    [0, 'LWPOLYLINE', 8, '0', 90, 4, 70, 1, 10, 0, 20, 0, 10, 400, 20, 0, 10, 400, 20, 300, 10, 0, 20, 300],
    ...[[40, 40], [360, 40], [40, 260], [360, 260]].map(([x, y]) => [0, 'INSERT', 8, '0', 2, 'BORE', 10, x!, 20, y!]),
    [0, 'CIRCLE', 8, '0', 10, 200, 20, 150, 40, 30], [0, 'TEXT', 8, '0', 10, 0, 20, -30, 40, 14, 1, `${partNo} 动模座板 %%c60 H7`], [0, 'DIMENSION', 8, '0', 13, 0, 23, 310, 14, 400, 24, 310, 11, 200, 21, 316, 42, 400],
  ], { blocks: { BORE: [[0, 'CIRCLE', 8, '0', 10, 0, 20, 0, 40, 12], [0, 'LINE', 8, '0', 62, 1, 10, -18, 20, 0, 11, 18, 21, 0], [0, 'LINE', 8, '0', 62, 1, 10, 0, 20, -18, 11, 0, 21, 18]] } }));
}
