import {
  Kind, getArgumentValues, getNamedType, isCompositeType, isObjectType, isInterfaceType, visit,
  type DocumentNode, type FieldNode, type FragmentDefinitionNode, type GraphQLCompositeType, type GraphQLField, type GraphQLSchema, type OperationDefinitionNode, type SelectionSetNode,
} from 'graphql';

/** How much a document asks for. */
export interface Measure {
  /** Nesting of fields, leaves included. */
  depth: number;
  /** Aliases, counted again wherever a fragment is spread. */
  aliases: number;
  /** Objects that may come back: a page counts as many as it was asked for, in a variable as in a literal. */
  objects: number;
  /** Fields asked of the root, aliases of one field each. */
  rootFields: number;
  /** Directives, wherever they stand in the document. */
  directives: number;
}

type Part = Omit<Measure, 'rootFields' | 'directives'>;
const NOTHING: Part = { depth: 0, aliases: 0, objects: 0 };

/** Measures a valid document. Every fragment is measured once for each page size it is spread under, so no nesting of fragments makes this slow. */
export function measure(schema: GraphQLSchema, document: DocumentNode, operation: OperationDefinitionNode, variables: Readonly<Record<string, unknown>>): Measure {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const node of document.definitions) if (node.kind === Kind.FRAGMENT_DEFINITION) fragments.set(node.name.value, node);
  const measured = new Map<string, Part>();

  function ofFragment(name: string, page: number | null): Part {
    const key = `${name} ${page}`;
    const known = measured.get(key);
    if (known !== undefined) return known;
    // A cycle never gets here through validation; should it ever, it must end.
    measured.set(key, NOTHING);
    const fragment = fragments.get(name);
    const type = fragment && schema.getType(fragment.typeCondition.name.value);
    const part = fragment && isCompositeType(type) ? ofSelections(fragment.selectionSet, type, page) : NOTHING;
    measured.set(key, part);
    return part;
  }

  function ofSelections(set: SelectionSetNode, type: GraphQLCompositeType, page: number | null): Part {
    return set.selections.map((node): Part => {
      if (node.kind === Kind.FIELD) return ofField(node, type, page);
      if (node.kind === Kind.FRAGMENT_SPREAD) return ofFragment(node.name.value, page);
      const narrowed = node.typeCondition ? schema.getType(node.typeCondition.name.value) : type;
      return isCompositeType(narrowed) ? ofSelections(node.selectionSet, narrowed, page) : NOTHING;
    }).reduce((a, b) => ({ depth: Math.max(a.depth, b.depth), aliases: a.aliases + b.aliases, objects: a.objects + b.objects }), NOTHING);
  }

  function ofField(node: FieldNode, type: GraphQLCompositeType, page: number | null): Part {
    const name = node.name.value;
    const aliases = node.alias ? 1 : 0;
    // Only the schema's own description is asked for here, and only where introspection is on at all.
    if (name === '__schema' || name === '__type') return { depth: 1, aliases, objects: 1 };
    const field = isObjectType(type) || isInterfaceType(type) ? type.getFields()[name] : undefined;
    const inner = field && getNamedType(field.type);
    if (!field || !node.selectionSet || !isCompositeType(inner)) return { depth: 1, aliases, objects: 0 };
    const below = ofSelections(node.selectionSet, inner, pageSize(field, node, variables));
    const times = name === 'edges' && page !== null ? page : 1;
    return { depth: below.depth + 1, aliases: aliases + below.aliases, objects: times * (1 + below.objects) };
  }

  const root = schema.getRootType(operation.operation);
  const whole = root ? ofSelections(operation.selectionSet, root, null) : NOTHING;
  return { ...whole, rootFields: rootFieldsOf(operation.selectionSet, fragments, new Set()), directives: directivesIn(document) };
}

function pageSize(field: GraphQLField<unknown, unknown>, node: FieldNode, variables: Readonly<Record<string, unknown>>): number | null {
  if (!field.args.some(({ name }) => name === 'first')) return null;
  const { first } = getArgumentValues(field, node, variables);
  return typeof first === 'number' ? Math.max(first, 0) : 0;
}

function rootFieldsOf(set: SelectionSetNode, fragments: ReadonlyMap<string, FragmentDefinitionNode>, inside: Set<string>): number {
  let count = 0;
  for (const node of set.selections) {
    if (node.kind === Kind.FIELD) count += 1;
    else if (node.kind === Kind.INLINE_FRAGMENT) count += rootFieldsOf(node.selectionSet, fragments, inside);
    else if (!inside.has(node.name.value)) {
      // The same fragment spread twice gives the same fields once.
      inside.add(node.name.value);
      count += rootFieldsOf(fragments.get(node.name.value)?.selectionSet ?? { kind: Kind.SELECTION_SET, selections: [] }, fragments, inside);
    }
  }
  return count;
}

function directivesIn(document: DocumentNode): number {
  let count = 0;
  visit(document, { Directive: () => { count += 1; } });
  return count;
}
