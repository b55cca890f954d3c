/** A product of a STEP file: a block of these edges in millimetres, or an assembly of others. */
export interface StepProduct {
  readonly name: string;
  readonly id?: string;
  readonly revision?: string;
  /** Length, width, height of a block. */
  readonly block?: readonly [number, number, number];
  /** What it is put together from, each as often as it stands here. */
  readonly of?: readonly StepProduct[];
  /** How far its parts lie from one another; half a metre along x unless it says otherwise. */
  readonly apart?: readonly [number, number, number];
}

/** Writes a Part 21 file of AP214 around the given roots; blocks have real B-rep geometry and every use its place beside the others. */
export class StepFile {
  private readonly lines: string[] = [];
  private readonly made = new Map<StepProduct, { definition: number; representation: number }>();
  private readonly context: number;
  private readonly units: number;
  private readonly origin: number;

  constructor(roots: readonly StepProduct[], private readonly unit: 'MM' | 'INCH' = 'MM', private readonly text: (text: string) => string = (name) => name.replaceAll("'", "''")) {
    this.context = this.add("APPLICATION_CONTEXT('automotive design')");
    const si = this.add('( LENGTH_UNIT() NAMED_UNIT(*) SI_UNIT(.MILLI.,.METRE.) )');
    const measure = this.add(`LENGTH_MEASURE_WITH_UNIT(LENGTH_MEASURE(25.4),#${si})`);
    const length = unit === 'MM' ? si : this.add(`( CONVERSION_BASED_UNIT('INCH',#${measure}) LENGTH_UNIT() NAMED_UNIT(#${this.add('DIMENSIONAL_EXPONENTS(1.,0.,0.,0.,0.,0.,0.)')}) )`);
    const angle = this.add('( NAMED_UNIT(*) PLANE_ANGLE_UNIT() SI_UNIT($,.RADIAN.) )');
    const solid = this.add('( NAMED_UNIT(*) SI_UNIT($,.STERADIAN.) SOLID_ANGLE_UNIT() )');
    const fine = this.add(`UNCERTAINTY_MEASURE_WITH_UNIT(LENGTH_MEASURE(1.E-06),#${length},'distance_accuracy_value','')`);
    this.units = this.add(`( GEOMETRIC_REPRESENTATION_CONTEXT(3) GLOBAL_UNCERTAINTY_ASSIGNED_CONTEXT((#${fine})) GLOBAL_UNIT_ASSIGNED_CONTEXT((#${length},#${angle},#${solid})) REPRESENTATION_CONTEXT('','') )`);
    this.origin = this.placement(0, 0, 0);
    for (const root of roots) this.product(root);
  }

  /** The file as text; names are written by the given way of writing. */
  toString(): string {
    return `ISO-10303-21;\nHEADER;\nFILE_DESCRIPTION(('a /* mould */ of blocks; really'),'2;1');\nFILE_NAME('a.stp','2026-11-23T08:00:00',(''),(''),'','','');\nFILE_SCHEMA(('AUTOMOTIVE_DESIGN { 1 0 10303 214 1 1 1 1 }'));\nENDSEC;\nDATA;\n${this.lines.join('\n')}\nENDSEC;\nEND-ISO-10303-21;\n`;
  }

  private add(body: string): number {
    this.lines.push(`#${this.lines.length + 1}=${body};`);
    return this.lines.length;
  }

  private product(of: StepProduct): { definition: number; representation: number } {
    const known = this.made.get(of);
    if (known) return known;
    const product = this.add(`PRODUCT('${this.text(of.id ?? of.name)}','${this.text(of.name)}','',(#${this.add(`PRODUCT_CONTEXT('',#${this.context},'mechanical')`)}))`);
    const formation = this.add(`PRODUCT_DEFINITION_FORMATION('${of.revision ?? ''}','',#${product})`);
    const definition = this.add(`PRODUCT_DEFINITION('design','',#${formation},#${this.add(`PRODUCT_DEFINITION_CONTEXT('part definition',#${this.context},'design')`)})`);
    const shape = this.add(`PRODUCT_DEFINITION_SHAPE('','',#${definition})`);
    const [dx, dy, dz] = of.apart ?? [500, 0, 0];
    const parts = (of.of ?? []).map((part, i) => ({ ...this.product(part), place: this.placement(i * dx, i * dy, i * dz) }));
    const representation = of.block
      ? this.add(`ADVANCED_BREP_SHAPE_REPRESENTATION('',(#${this.origin},#${this.block(of.block)}),#${this.units})`)
      : this.add(`SHAPE_REPRESENTATION('',(${[this.origin, ...parts.map(({ place }) => place)].map((n) => `#${n}`).join(',')}),#${this.units})`);
    this.add(`SHAPE_DEFINITION_REPRESENTATION(#${shape},#${representation})`);
    parts.forEach((part, i) => {
      const use = this.add(`NEXT_ASSEMBLY_USAGE_OCCURRENCE('${i + 1}','','',#${definition},#${part.definition},$)`);
      const useShape = this.add(`PRODUCT_DEFINITION_SHAPE('Placement','',#${use})`);
      const moved = this.add(`ITEM_DEFINED_TRANSFORMATION('','',#${this.origin},#${part.place})`);
      const relation = this.add(`( REPRESENTATION_RELATIONSHIP('','',#${part.representation},#${representation}) REPRESENTATION_RELATIONSHIP_WITH_TRANSFORMATION(#${moved}) SHAPE_REPRESENTATION_RELATIONSHIP() )`);
      this.add(`CONTEXT_DEPENDENT_SHAPE_REPRESENTATION(#${relation},#${useShape})`);
    });
    this.made.set(of, { definition, representation });
    return { definition, representation };
  }

  private point(x: number, y: number, z: number): number {
    const by = this.unit === 'MM' ? 1 : 1 / 25.4;
    return this.add(`CARTESIAN_POINT('',(${[x, y, z].map((n) => (n * by).toFixed(9)).join(',')}))`);
  }

  private direction(d: readonly number[]): number {
    return this.add(`DIRECTION('',(${d.map((n) => n.toFixed(1)).join(',')}))`);
  }

  private placement(x: number, y: number, z: number): number {
    return this.add(`AXIS2_PLACEMENT_3D('',#${this.point(x, y, z)},#${this.direction([0, 0, 1])},#${this.direction([1, 0, 0])})`);
  }

  private block([l, w, h]: readonly [number, number, number]): number {
    const at = (i: number): [number, number, number] => [i & 1 ? l : 0, i & 2 ? w : 0, i & 4 ? h : 0];
    const vertices = Array.from({ length: 8 }, (_, i) => this.add(`VERTEX_POINT('',#${this.point(...at(i))})`));
    const edges = new Map<string, number>();
    const edge = (from: number, to: number): number => {
      const key = `${from}-${to}`;
      const known = edges.get(key);
      if (known !== undefined) return known;
      const way = at(to).map((end, k) => Math.sign(end - at(from)[k]!));
      const line = this.add(`LINE('',#${this.point(...at(from))},#${this.add(`VECTOR('',#${this.direction(way)},1.)`)})`);
      const made = this.add(`EDGE_CURVE('',#${vertices[from]!},#${vertices[to]!},#${line},.T.)`);
      edges.set(key, made);
      return made;
    };
    const faces = ([[0, 2, 3, 1, [0, 0, -1]], [4, 5, 7, 6, [0, 0, 1]], [0, 1, 5, 4, [0, -1, 0]], [2, 6, 7, 3, [0, 1, 0]], [0, 4, 6, 2, [-1, 0, 0]], [1, 3, 7, 5, [1, 0, 0]]] as const).map(([a, b, c, d, normal]) => {
      const loop = this.add(`EDGE_LOOP('',(${([[a, b], [b, c], [c, d], [d, a]] as const).map(([from, to]) => `#${this.add(`ORIENTED_EDGE('',*,*,#${edge(Math.min(from, to), Math.max(from, to))},${from < to ? '.T.' : '.F.'})`)}`).join(',')}))`);
      const plane = this.add(`PLANE('',#${this.add(`AXIS2_PLACEMENT_3D('',#${this.point(...at(a))},#${this.direction(normal)},#${this.direction(normal[0] === 0 ? [1, 0, 0] : [0, 1, 0])})`)})`);
      return this.add(`ADVANCED_FACE('',(#${this.add(`FACE_BOUND('',#${loop},.T.)`)}),#${plane},.T.)`);
    });
    return this.add(`MANIFOLD_SOLID_BREP('',#${this.add(`CLOSED_SHELL('',(${faces.map((n) => `#${n}`).join(',')}))`)})`);
  }
}
