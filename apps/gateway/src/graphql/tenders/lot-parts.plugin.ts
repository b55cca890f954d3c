import { isObjectType, type GraphQLSchema } from 'graphql';
import type { BuyerLot } from '#contracts/quoting-bidding';
import { selectsOnlyId } from '../selection.plugin.js';

/**
 * A board links lots to parts that it has already. Where only the ids of a lot's parts are asked for, they are given at once: hundreds of
 * lots would otherwise each wait for a call that tells nothing new.
 */
export function lotPartsAtHand(schema: GraphQLSchema): GraphQLSchema {
  const lot = schema.getType('BuyerLot');
  const field = isObjectType(lot) ? lot.getFields().parts : undefined;
  const read = field?.resolve;
  if (!field || !read) throw new Error('BuyerLot.parts has no resolver.');
  field.resolve = (source, args, context, info) =>
    (selectsOnlyId(info) ? (source as BuyerLot).partIds.map((id) => ({ id })) : read(source, args, context, info)) as unknown;
  return schema;
}
