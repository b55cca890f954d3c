import { Kind, type GraphQLResolveInfo, type SelectionNode } from 'graphql';

/**
 * Does the response ask for this field right below the one being answered, without arguments of its own? Then its service can give it
 * along in the same answer. A no only means that the field is asked for separately.
 */
export function selects(info: Pick<GraphQLResolveInfo, 'fieldNodes' | 'fragments'>, name: string): boolean {
  return info.fieldNodes.some((node) => has(node.selectionSet?.selections ?? [], info, name));
}

function has(selections: readonly SelectionNode[], info: Pick<GraphQLResolveInfo, 'fragments'>, name: string): boolean {
  return selections.some((node) => {
    if (node.kind === Kind.FIELD) return node.name.value === name && (node.arguments?.length ?? 0) === 0;
    if (node.kind === Kind.INLINE_FRAGMENT) return has(node.selectionSet.selections, info, name);
    return has(info.fragments[node.name.value]?.selectionSet.selections ?? [], info, name);
  });
}
