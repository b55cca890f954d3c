import { GraphQLError, GraphQLScalarType, Kind, type ValueNode } from 'graphql';
import { isCurrency, isDay, isDecimal, isInstant, isMinorAmount } from '#kernel';

/** A scalar that is a string of one form, in both directions: numbers, booleans and everything else are refused. */
function strict(name: string, form: string, isOne: (value: unknown) => value is string): GraphQLScalarType<string, string> {
  const read = (value: unknown, node?: ValueNode): string => {
    if (isOne(value)) return value;
    throw new GraphQLError(`${name} must be ${form}.`, { nodes: node, extensions: { code: 'BAD_INPUT' } });
  };
  return new GraphQLScalarType<string, string>({
    name,
    parseValue: (value) => read(value),
    parseLiteral: (node) => read(node.kind === Kind.STRING ? node.value : undefined, node),
    serialize: (value) => {
      // Services answer in the form of the wire; anything else is a fault of ours, never to be mended silently.
      if (typeof value !== 'string') throw new TypeError(`${name} came as ${typeof value}.`);
      return value;
    },
  });
}

const isText = (pattern: RegExp) => (value: unknown): value is string => typeof value === 'string' && pattern.test(value);

/** The scalars of the API. */
export const scalars: Readonly<Record<string, GraphQLScalarType<string, string>>> = {
  DateTime: strict('DateTime', 'an instant such as "2026-11-23T08:00:00.000Z"', isInstant),
  Date: strict('Date', 'a day such as "2026-11-23"', isDay),
  MinorAmount: strict('MinorAmount', 'a whole number of minor units as a string of 1 to 16 digits, such as "386000"', isMinorAmount),
  Decimal: strict('Decimal', 'an exact decimal as a string with at most 6 places, such as "-0.02"', isDecimal),
  ByteCount: strict('ByteCount', 'a whole number of bytes as a string of digits, such as "18420"', isText(/^(0|[1-9]\d{0,12})$/)),
  Currency: strict('Currency', 'the ISO 4217 code of a supported currency in capitals, such as "CNY"', isCurrency),
  IdempotencyKey: strict('IdempotencyKey', 'a string of 8 to 128 printable ASCII characters', isText(/^[\x21-\x7e]{8,128}$/)),
  ProcessCode: strict('ProcessCode', 'the code of a process, such as "WEDM"', isText(/^[A-Z][A-Z0-9]{1,7}$/)),
  CategoryCode: strict('CategoryCode', 'the code of a kind of part, such as "CAV"', isText(/^[A-Z][A-Z0-9]{1,7}$/)),
};
