import { Kind, parse, type FieldNode, type FragmentDefinitionNode } from 'graphql';
import { selectedAt, selects, selectsOnlyId } from './selection.plugin.js';

/** What a resolver of the document's first root field is told of its selection. */
function infoOf(text: string) {
  const { definitions } = parse(text);
  const operation = definitions.find((node) => node.kind === Kind.OPERATION_DEFINITION)!;
  const fragments = Object.fromEntries(definitions.filter((node): node is FragmentDefinitionNode => node.kind === Kind.FRAGMENT_DEFINITION).map((node) => [node.name.value, node]));
  return { fieldNodes: [operation.selectionSet.selections[0] as FieldNode], fragments };
}

describe('what a response asks for below a field', () => {
  it('finds a field by its path, through fragments of both kinds', () => {
    expect(selects(infoOf('{ tenders { edges { node { lots { id } } } } }'), 'edges.node.lots')).toBe(true);
    expect(selects(infoOf('{ tenders { ...P } } fragment P on Page { edges { ... on Edge { node { lots { id } } } } }'), 'edges.node.lots')).toBe(true);
    expect(selects(infoOf('{ tenders { edges { node { id } } } }'), 'edges.node.lots')).toBe(false);
  });

  it('leaves a field with arguments of its own to its own resolver', () => {
    expect(selects(infoOf('{ mould { parts { id } } }'), 'parts')).toBe(true);
    expect(selects(infoOf('{ mould { parts(filter: { complete: true }) { id } } }'), 'parts')).toBe(false);
  });

  it('names what is wanted at a place, once each, through fragments and aliases', () => {
    const info = infoOf('{ mould { parts { no: partNo ...R } parts { partNo } id } } fragment R on Part { ... on Part { route { seq } gaps } }');
    expect(selectedAt(info, '')).toEqual(['parts', 'id']);
    expect(selectedAt(info, 'parts')).toEqual(['partNo', 'route', 'gaps']);
    expect(selectedAt(info, 'parts.route')).toEqual(['seq']);
    expect(selectedAt(info, 'imports')).toEqual([]);
  });

  it('sees when nothing but ids is wanted, under whatever name, and doubts every fragment', () => {
    expect(selectsOnlyId(infoOf('{ parts { id } }'))).toBe(true);
    expect(selectsOnlyId(infoOf('{ parts { partId: id } }'))).toBe(true);
    expect(selectsOnlyId(infoOf('{ parts { id name } }'))).toBe(false);
    expect(selectsOnlyId(infoOf('{ parts { ...F } } fragment F on Part { id }'))).toBe(false);
  });
});
