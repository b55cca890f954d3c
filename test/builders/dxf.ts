/** A DXF from its entities, each a list of group codes and values; blocks by name. */
export function aDxf(entities: readonly (readonly (number | string)[])[], given: { blocks?: Readonly<Record<string, readonly (readonly (number | string)[])[]>>; tables?: readonly (number | string)[]; end?: boolean } = {}): string {
  const lines = (groups: readonly (number | string)[]): string => groups.map((value) => `${value}\n`).join('');
  const blocks = Object.entries(given.blocks ?? {}).map(([name, own]) => lines([0, 'BLOCK', 2, name, 10, 0, 20, 0]) + own.map(lines).join('') + lines([0, 'ENDBLK'])).join('');
  return lines([0, 'SECTION', 2, 'HEADER', 9, '$ACADVER', 1, 'AC1021', 0, 'ENDSEC']) + lines([0, 'SECTION', 2, 'TABLES', ...(given.tables ?? []), 0, 'ENDSEC'])
    + lines([0, 'SECTION', 2, 'BLOCKS']) + blocks + lines([0, 'ENDSEC', 0, 'SECTION', 2, 'ENTITIES']) + entities.map(lines).join('') + (given.end === false ? '' : lines([0, 'ENDSEC', 0, 'EOF']));
}
