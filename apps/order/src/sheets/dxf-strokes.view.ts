import { bulgePoints, ellipsePoints, splinePoints, type Points } from './dxf-curve.policy.js';
import { figure, figures, has, word, type DxfEntity, type DxfFile } from './dxf-file.parser.js';
import { inkOf } from './dxf-ink.policy.js';
import { paragraphLines, plainText } from './dxf-text.view.js';

/** Something to draw, in units of the drawing with y upwards. */
export type Stroke =
  | { readonly kind: 'LINE'; readonly points: Points; readonly ink: string; readonly filled: boolean; readonly dash: readonly number[] }
  | { readonly kind: 'TEXT'; readonly x: number; readonly y: number; readonly height: number; readonly turn: number; readonly text: string; readonly along: 0 | 0.5 | 1; readonly up: 0 | 0.5 | 1; readonly stretch: number; readonly ink: string };

export interface Strokes {
  readonly strokes: Stroke[];
  /** Kinds of things that we cannot draw, with how many of them there are: whoever looks at a drawing must know what is missing. */
  readonly left: ReadonlyMap<string, number>;
}

/** The drawing says "repeat" so often that it would never end. */
export class DxfTooHeavy extends Error {}

const MOST_POINTS = 3_000_000;
const DEEPEST = 12;
/** Things that leave nothing to see. */
const SILENT = new Set(['VIEWPORT', 'ATTDEF', 'POINT', 'SEQEND', 'ENDBLK', 'VERTEX', 'XLINE', 'RAY', 'ACAD_PROXY_ENTITY']);

/** Places a point of a block: x' = a x + c y + e, y' = b x + d y + f. */
interface Place { a: number; b: number; c: number; d: number; e: number; f: number }
const HERE: Place = { a: 1, b: 0, c: 0, d: 1, e: 0, f: 0 };
interface Around { place: Place; layer: string; colour: number; depth: number }

/** What there is to draw of a drawing: its model space, or the paper space where the model is empty. */
export function strokesOf(file: DxfFile): Strokes {
  const model = file.entities.filter((entity) => figure(entity, 67) === 0);
  const drawer = new Drawer(file);
  for (const entity of model.length > 0 ? model : file.entities) drawer.draw(entity, { place: HERE, layer: '0', colour: 7, depth: 0 });
  return drawer;
}

class Drawer implements Strokes {
  readonly strokes: Stroke[] = [];
  readonly left = new Map<string, number>();
  #points = 0;
  #visits = 0;

  constructor(private readonly file: DxfFile) {}

  draw(entity: DxfEntity, around: Around): void {
    if ((this.#visits += 1) > MOST_POINTS) throw new DxfTooHeavy();
    const own = word(entity, 8);
    const layerName = own === '' || own === '0' ? around.layer : own;
    const layer = this.file.layers.get(layerName.toUpperCase());
    if (layer?.hidden === true || figure(entity, 60) === 1) return;
    const given = figure(entity, 62, 256);
    const colour = given === 0 ? around.colour : given === 256 ? layer?.colour ?? 7 : Math.abs(given);
    const flipped = figure(entity, 230, 1) < 0;
    const inside: Around = { place: flipped ? then(around.place, { ...HERE, a: -1 }) : around.place, layer: layerName, colour, depth: around.depth };
    const ink = inkOf(colour, has(entity, 420) ? figure(entity, 420) : null);
    const lineType = word(entity, 6).toUpperCase();
    const dash = this.dashOf(lineType === '' || lineType === 'BYLAYER' ? layer?.lineType ?? '' : lineType, figure(entity, 48, 1));
    const line = (points: Points, filled = false): void => this.line(points, inside.place, ink, filled, dash);
    const [x, y] = [figure(entity, 10), figure(entity, 20)];
    switch (entity.type) {
      case 'LINE': return line([x, y, figure(entity, 11), figure(entity, 21)]);
      case 'CIRCLE': return line(ellipsePoints(x, y, { x: figure(entity, 40), y: 0 }, 1, 0, 0));
      case 'ARC': return line(ellipsePoints(x, y, { x: figure(entity, 40), y: 0 }, 1, radians(figure(entity, 50)), radians(figure(entity, 51))));
      case 'ELLIPSE': return line(ellipsePoints(x, y, { x: figure(entity, 11), y: figure(entity, 21) }, figure(entity, 40, 1), figure(entity, 41), figure(entity, 42, 2 * Math.PI)));
      case 'LWPOLYLINE': return line(bowed(vertices(entity), (figure(entity, 70) & 1) === 1));
      case 'POLYLINE': return line(bowed(entity.members.filter((own) => (figure(own, 70) & 16) === 0).map((own) => [figure(own, 10), figure(own, 20), figure(own, 42)] as const), (figure(entity, 70) & 1) === 1));
      case 'SPLINE': {
        const control = pairs(figures(entity, 10), figures(entity, 20));
        return line(control.length >= 4 ? splinePoints(control, figures(entity, 40), figure(entity, 71, 3), figures(entity, 41)) : pairs(figures(entity, 11), figures(entity, 21)));
      }
      case 'SOLID': case 'TRACE': return line([x, y, figure(entity, 11), figure(entity, 21), figure(entity, 13, figure(entity, 12)), figure(entity, 23, figure(entity, 22)), figure(entity, 12), figure(entity, 22)], true);
      case '3DFACE': return line([x, y, figure(entity, 11), figure(entity, 21), figure(entity, 12), figure(entity, 22), figure(entity, 13), figure(entity, 23), x, y]);
      case 'LEADER': return line(pairs(figures(entity, 10), figures(entity, 20)));
      case 'TEXT': case 'ATTRIB': return this.text(entity, inside, ink);
      case 'MTEXT': return this.paragraph(entity, inside, ink);
      case 'DIMENSION': return this.dimension(entity, inside);
      case 'INSERT': return this.insert(entity, inside);
      default: if (!SILENT.has(entity.type)) this.left.set(entity.type, (this.left.get(entity.type) ?? 0) + 1);
    }
  }

  private line(points: Points, place: Place, ink: string, filled: boolean, dash: readonly number[]): void {
    this.#points += points.length / 2;
    if (this.#points > MOST_POINTS) throw new DxfTooHeavy();
    if (points.length >= 4) this.strokes.push({ kind: 'LINE', points: placed(points, place), ink, filled, dash });
  }

  private text(entity: DxfEntity, { place }: Around, ink: string): void {
    if (entity.type === 'ATTRIB' && (figure(entity, 70) & 1) === 1) return;
    const [along, up] = [figure(entity, 72), figure(entity, entity.type === 'ATTRIB' ? 74 : 73)];
    const second = (along !== 0 || up !== 0) && has(entity, 11) && along !== 3 && along !== 5;
    const [x, y] = second ? [figure(entity, 11), figure(entity, 21)] : [figure(entity, 10), figure(entity, 20)];
    this.write(plainText(word(entity, 1)), x, y, figure(entity, 40, 2.5), figure(entity, 50), place, ink,
      along === 1 || along === 4 ? 0.5 : along === 2 ? 1 : 0, along === 4 || up === 2 ? 0.5 : up === 3 ? 1 : 0, figure(entity, 41, 1));
  }

  private paragraph(entity: DxfEntity, { place }: Around, ink: string): void {
    const lines = paragraphLines(entity.codes.flatMap((code, i) => (code === 3 || code === 1 ? [entity.values[i]!] : [])).join(''));
    const height = figure(entity, 40, 2.5);
    const turn = has(entity, 11) ? (Math.atan2(figure(entity, 21), figure(entity, 11)) * 180) / Math.PI : figure(entity, 50);
    const attached = Math.min(9, Math.max(1, figure(entity, 71, 1)));
    const along = ([0, 0.5, 1] as const)[(attached - 1) % 3]!;
    const row = Math.floor((attached - 1) / 3);
    const step = height * 5 / 3;
    const first = row === 0 ? 0 : row === 1 ? ((lines.length - 1) * step) / 2 : (lines.length - 1) * step;
    lines.forEach((text, i) => {
      const down = first - i * step;
      const [s, c] = [Math.sin(radians(turn)), Math.cos(radians(turn))];
      this.write(text, figure(entity, 10) - s * down, figure(entity, 20) + c * down, height, turn, place, ink, along, row === 0 ? 1 : row === 1 ? 0.5 : 0, 1);
    });
  }

  private write(text: string, x: number, y: number, height: number, turn: number, place: Place, ink: string, along: 0 | 0.5 | 1, up: 0 | 0.5 | 1, stretch: number): void {
    if (text.trim() === '') return;
    const [px, py] = placed([x, y], place) as [number, number];
    const [s, c] = [Math.sin(radians(turn)), Math.cos(radians(turn))];
    const across = [place.a * c + place.c * s, place.b * c + place.d * s] as const;
    const above = Math.hypot(-place.a * s + place.c * c, -place.b * s + place.d * c);
    this.strokes.push({ kind: 'TEXT', x: px, y: py, height: height * above, turn: Math.atan2(across[1], across[0]), text: text.slice(0, 500), along, up, stretch: stretch * (above === 0 ? 1 : Math.hypot(...across) / above), ink });
  }

  /** A dimension is drawn as the block that its writer made of it; without one, its line and its measure. */
  private dimension(entity: DxfEntity, around: Around): void {
    const block = this.file.blocks.get(word(entity, 2).toUpperCase());
    if (block !== undefined && block.entities.length > 0) return this.within(block.entities, around);
    const ink = inkOf(around.colour, null);
    if (has(entity, 13) && has(entity, 14)) this.line([figure(entity, 13), figure(entity, 23), figure(entity, 14), figure(entity, 24)], around.place, ink, false, []);
    const said = paragraphLines(word(entity, 1)).join(' ').replace('<>', String(Number(figure(entity, 42).toFixed(3))));
    this.write(said === '' ? String(Number(figure(entity, 42).toFixed(3))) : said, figure(entity, 11), figure(entity, 21), 2.5, 0, around.place, ink, 0.5, 0.5, 1);
  }

  private insert(entity: DxfEntity, around: Around): void {
    for (const member of entity.members) this.draw(member, { ...around, depth: around.depth + 1 });
    const block = this.file.blocks.get(word(entity, 2).toUpperCase());
    if (block === undefined) return;
    const [s, c] = [Math.sin(radians(figure(entity, 50))), Math.cos(radians(figure(entity, 50)))];
    const [wide, high] = [figure(entity, 41, 1), figure(entity, 42, 1)];
    for (let row = 0; row < Math.max(1, figure(entity, 71, 1)); row += 1) {
      for (let column = 0; column < Math.max(1, figure(entity, 70, 1)); column += 1) {
        const [dx, dy] = [column * figure(entity, 44), row * figure(entity, 45)];
        const turned: Place = { a: wide * c, b: wide * s, c: -high * s, d: high * c, e: figure(entity, 10) + dx * c - dy * s, f: figure(entity, 20) + dx * s + dy * c };
        const place = then(around.place, then(turned, { ...HERE, e: -block.x, f: -block.y }));
        this.within(block.entities, { ...around, place });
      }
    }
  }

  private within(entities: readonly DxfEntity[], around: Around): void {
    if (around.depth >= DEEPEST) throw new DxfTooHeavy();
    for (const entity of entities) this.draw(entity, { ...around, depth: around.depth + 1 });
  }

  private dashOf(lineType: string, scale: number): readonly number[] {
    const pattern = this.file.lineTypes.get(lineType) ?? [];
    return pattern.length < 2 ? [] : pattern.map((length) => Math.abs(length) * scale * this.file.lineTypeScale);
  }
}

function vertices(entity: DxfEntity): (readonly [x: number, y: number, bulge: number])[] {
  const found: [number, number, number][] = [];
  entity.codes.forEach((code, i) => {
    const value = Number(entity.values[i]) || 0;
    if (code === 10) found.push([value, 0, 0]);
    else if (code === 20 && found.length > 0) found.at(-1)![1] = value;
    else if (code === 42 && found.length > 0) found.at(-1)![2] = value;
  });
  return found;
}

function bowed(corners: readonly (readonly [x: number, y: number, bulge: number])[], closed: boolean): Points {
  const points: Points = corners.length > 0 ? [corners[0]![0], corners[0]![1]] : [];
  const end = closed ? corners.length : corners.length - 1;
  for (let i = 0; i < end; i += 1) {
    const [from, to] = [corners[i]!, corners[(i + 1) % corners.length]!];
    points.push(...bulgePoints(from[0], from[1], to[0], to[1], from[2]));
  }
  return points;
}

function pairs(xs: readonly number[], ys: readonly number[]): Points {
  return xs.flatMap((x, i) => [x, ys[i] ?? 0]);
}

function then(outer: Place, inner: Place): Place {
  return {
    a: outer.a * inner.a + outer.c * inner.b, b: outer.b * inner.a + outer.d * inner.b, c: outer.a * inner.c + outer.c * inner.d, d: outer.b * inner.c + outer.d * inner.d,
    e: outer.a * inner.e + outer.c * inner.f + outer.e, f: outer.b * inner.e + outer.d * inner.f + outer.f,
  };
}

function placed(points: Points, { a, b, c, d, e, f }: Place): Points {
  const found: Points = new Array<number>(points.length);
  for (let i = 0; i < points.length; i += 2) {
    found[i] = a * points[i]! + c * points[i + 1]! + e;
    found[i + 1] = b * points[i]! + d * points[i + 1]! + f;
  }
  return found;
}

function radians(degrees: number): number {
  return (degrees * Math.PI) / 180;
}
