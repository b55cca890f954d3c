/** A thing of a drawing as its group codes tell it, with the vertices or attributes that follow it. */
export interface DxfEntity {
  readonly type: string;
  readonly codes: number[];
  readonly values: string[];
  readonly members: DxfEntity[];
}

export interface DxfBlock { readonly x: number; readonly y: number; readonly entities: DxfEntity[] }

export interface DxfLayer { readonly colour: number; readonly lineType: string; readonly hidden: boolean }

/** What a drawing holds of what can be drawn. Names of blocks, layers and line types are in capitals. */
export interface DxfFile {
  readonly entities: DxfEntity[];
  readonly blocks: Map<string, DxfBlock>;
  readonly layers: Map<string, DxfLayer>;
  /** Lengths of dashes (positive), gaps (negative) and dots (zero). */
  readonly lineTypes: Map<string, number[]>;
  readonly lineTypeScale: number;
}

/** The bytes are no drawing, or end before it does. */
export class DxfBroken extends Error {}

/**
 * Text of a drawing exchange file (DXF reference, ASCII): from version AC1021 on UTF-8, before that in the code page of the writer, which in this trade is
 * GB18030 unless it says otherwise. Throws DxfBroken for the binary form.
 */
export function dxfText(bytes: Uint8Array): string {
  if (new TextDecoder('latin1').decode(bytes.subarray(0, 18)) === 'AutoCAD Binary DXF') throw new DxfBroken('binary');
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    const page = /\$DWGCODEPAGE\s+3\s+ANSI_(\d+)/i.exec(new TextDecoder('latin1').decode(bytes.subarray(0, 20_000)))?.[1];
    return new TextDecoder(page === undefined || page === '936' ? 'gb18030' : page === '950' ? 'big5' : page === '932' ? 'shift_jis' : page === '949' ? 'euc-kr' : 'windows-1252').decode(bytes);
  }
}

/** Reads what can be drawn. Throws DxfBroken for what is no DXF and for one that was cut off: half a drawing is worse than none. */
export function readDxf(text: string): DxfFile {
  const file: DxfFile & { lineTypeScale: number } = { entities: [], blocks: new Map(), layers: new Map(), lineTypes: new Map(), lineTypeScale: 1 };
  const blocks: { entity: DxfEntity; entities: DxfEntity[] }[] = [];
  let section = '';
  let whole = false;
  let seen = false;
  let parent: DxfEntity | null = null;
  for (const entity of things(text)) {
    if (entity.type === 'EOF') { whole = true; break; }
    if (entity.type === 'SECTION') {
      section = word(entity, 2);
      if (section === 'ENTITIES') seen = true;
      if (section === 'HEADER') file.lineTypeScale = lineTypeScale(entity);
    } else if (entity.type === 'ENDSEC') section = '';
    else if (section === 'TABLES') readTable(file, entity);
    else if (section === 'BLOCKS' && entity.type === 'BLOCK') blocks.push({ entity, entities: [] });
    else if (section === 'ENTITIES' || section === 'BLOCKS') {
      const into = section === 'ENTITIES' ? file.entities : blocks.at(-1)?.entities;
      if (entity.type === 'ENDBLK' || entity.type === 'SEQEND') parent = null;
      else if (parent !== null && (entity.type === 'VERTEX' || entity.type === 'ATTRIB')) parent.members.push(entity);
      else {
        into?.push(entity);
        parent = entity.type === 'POLYLINE' || entity.type === 'INSERT' ? entity : null;
      }
    }
  }
  if (!whole || !seen) throw new DxfBroken(seen ? 'cut off' : 'no drawing');
  for (const { entity, entities } of blocks) file.blocks.set(word(entity, 2).toUpperCase(), { x: figure(entity, 10), y: figure(entity, 20), entities });
  return file;
}

/** The first value of a group code as a number. */
export function figure(entity: DxfEntity, code: number, absent = 0): number {
  const at = entity.codes.indexOf(code);
  const value = at < 0 ? NaN : Number(entity.values[at]);
  return Number.isFinite(value) ? value : absent;
}

/** The first value of a group code as text. */
export function word(entity: DxfEntity, code: number): string {
  const at = entity.codes.indexOf(code);
  return at < 0 ? '' : entity.values[at]!;
}

export function has(entity: DxfEntity, code: number): boolean {
  return entity.codes.includes(code);
}

/** All values of a group code, in their order. */
export function figures(entity: DxfEntity, code: number): number[] {
  return entity.codes.flatMap((own, i) => (own === code ? [Number(entity.values[i]) || 0] : []));
}

function* things(text: string): Generator<DxfEntity> {
  let entity: DxfEntity | null = null;
  let at = 0;
  const line = (): string | null => {
    if (at >= text.length) return null;
    const end = text.indexOf('\n', at);
    const stop = end < 0 ? text.length : end;
    const own = text.slice(at, text.charCodeAt(stop - 1) === 13 ? stop - 1 : stop);
    at = stop + 1;
    return own;
  };
  for (;;) {
    const head = line();
    const value = head === null ? null : line();
    if (head === null || value === null) break;
    if (!/^\s*-?\d{1,4}\s*$/.test(head)) throw new DxfBroken('no group code');
    const code = Number(head);
    if (code === 0) {
      if (entity !== null) yield entity;
      entity = { type: value.trim().toUpperCase(), codes: [], values: [], members: [] };
    } else if (entity !== null) {
      entity.codes.push(code);
      entity.values.push(value);
    } else if (code !== 999) throw new DxfBroken('no beginning');
  }
  if (entity !== null) yield entity;
}

function readTable(file: DxfFile, entity: DxfEntity): void {
  const name = word(entity, 2).toUpperCase();
  if (entity.type === 'LAYER') {
    const colour = figure(entity, 62, 7);
    file.layers.set(name, { colour: Math.abs(colour), lineType: word(entity, 6).toUpperCase(), hidden: colour < 0 || (figure(entity, 70) & 1) === 1 });
  } else if (entity.type === 'LTYPE') file.lineTypes.set(name, figures(entity, 49));
}

function lineTypeScale(header: DxfEntity): number {
  const at = header.values.indexOf('$LTSCALE');
  const scale = at < 0 ? 1 : Number(header.values[at + 1]);
  return Number.isFinite(scale) && scale > 0 ? scale : 1;
}
