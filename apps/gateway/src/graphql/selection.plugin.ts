import { Kind, type FieldNode, type GraphQLResolveInfo, type SelectionNode } from 'graphql';

type Info = Pick<GraphQLResolveInfo, 'fieldNodes' | 'fragments'>;

/**
 * Does the response ask for the field at this path below the one being answered (`parts`, `edges.node.lots`), without arguments of its own?
 * Then its service can give it along in the same answer. A no only means that the field, if wanted, is asked for separately.
 */
export function selects(info: Info, path: string): boolean {
  return info.fieldNodes.some((node) => has(node.selectionSet?.selections ?? [], info, path.split('.')));
}

/** Names of the fields that the response asks for below a path; below the field being answered itself if the path is empty. */
export function selectedAt(info: Info, path: string): string[] {
  const below = (nodes: readonly FieldNode[]): FieldNode[] => nodes.flatMap((node) => fieldsIn(node.selectionSet?.selections ?? [], info));
  let nodes = below(info.fieldNodes);
  for (const name of path === '' ? [] : path.split('.')) nodes = below(nodes.filter((node) => node.name.value === name));
  return [...new Set(nodes.map((node) => node.name.value))];
}

function fieldsIn(selections: readonly SelectionNode[], info: Info): FieldNode[] {
  return selections.flatMap((node): FieldNode[] => {
    if (node.kind === Kind.FIELD) return [node];
    return fieldsIn((node.kind === Kind.INLINE_FRAGMENT ? node : info.fragments[node.name.value])?.selectionSet.selections ?? [], info);
  });
}

/** Is nothing but `id` asked of the objects of this field? Then whoever knows their ids has the answer. */
export function selectsOnlyId(info: Pick<Info, 'fieldNodes'>): boolean {
  return info.fieldNodes.every((node) => (node.selectionSet?.selections ?? []).every((one) => one.kind === Kind.FIELD && one.name.value === 'id'));
}

function has(selections: readonly SelectionNode[], info: Info, path: readonly string[]): boolean {
  const [name, ...rest] = path;
  return selections.some((node): boolean => {
    if (node.kind === Kind.INLINE_FRAGMENT) return has(node.selectionSet.selections, info, path);
    if (node.kind === Kind.FRAGMENT_SPREAD) return has(info.fragments[node.name.value]?.selectionSet.selections ?? [], info, path);
    if (node.name.value !== name) return false;
    return rest.length === 0 ? (node.arguments?.length ?? 0) === 0 : has(node.selectionSet?.selections ?? [], info, rest);
  });
}
