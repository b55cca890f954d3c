import { HeaderMap, type ApolloServerPlugin, type GraphQLRequestListener } from '@apollo/server';
import { Injectable } from '@nestjs/common';
import { GraphQLError, getVariableValues, type DocumentNode, type GraphQLSchema, type OperationDefinitionNode } from 'graphql';
import type { EdgeContext } from './edge-context.plugin.js';
import { EdgeSettings } from './edge-settings.port.js';
import { countObjects } from './object-count.view.js';
import { wholeRequestProblem } from './problem.plugin.js';
import { measure, type Measure } from './query-measure.plugin.js';
import { RateLimiter } from './rate-limit.plugin.js';

const MOST_VARIABLE_PROBLEMS = 5;

/** Refuses documents that ask for too much, before anything is resolved; and answers that grew too large, before they are sent. */
@Injectable()
export class QueryLimits implements ApolloServerPlugin<EdgeContext> {
  private readonly known = new WeakMap<OperationDefinitionNode, Measure>();

  constructor(private readonly settings: EdgeSettings, private readonly limiter: RateLimiter) {}

  requestDidStart(): Promise<GraphQLRequestListener<EdgeContext>> {
    const { maxObjects } = this.settings;
    return Promise.resolve({
      didResolveOperation: async ({ schema, document, operation, request, contextValue, response }) => {
        // Several operations and no name, or an unknown one: nothing is carried out, and the executor says so.
        if (operation === undefined) return;
        if (!schema.getRootType(operation.operation)) throw refused('BAD_INPUT', `There is no ${operation.operation} here; what is live is on /live.`);
        const { coerced, errors } = getVariableValues(schema, operation.variableDefinitions ?? [], request.variables ?? {}, { maxErrors: MOST_VARIABLE_PROBLEMS });
        if (errors !== undefined) throw refused('BAD_INPUT', errors.map(({ message }) => message).join(' '));
        const { depth, aliases, objects, directives, rootFields } = this.measured(schema, document, operation, coerced);
        this.refuseBeyond('depth', depth, this.settings.maxDepth);
        this.refuseBeyond('number of aliases', aliases, this.settings.maxAliases);
        this.refuseBeyond('number of directives', directives, this.settings.maxDirectives);
        this.refuseBeyond('number of objects', objects, maxObjects);
        // The first field was paid for at the door.
        if (rootFields > 1) this.takeMore(rootFields - 1, contextValue, response.http.headers);
      },
      willSendResponse: async ({ response }) => {
        if (response.body.kind !== 'single' || countObjects(response.body.singleResult.data, maxObjects) <= maxObjects) return;
        const error = new GraphQLError(`The answer has more than ${maxObjects} objects; ask for fewer at once.`, { extensions: { code: 'QUERY_TOO_COSTLY' } });
        response.body.singleResult = { data: null, errors: [{ ...error.toJSON(), extensions: { code: 'QUERY_TOO_COSTLY' } }] };
      },
    });
  }

  /** Only the sizes of pages can make the same document ask for more, and only whole numbers are sizes. Apollo keeps documents that come again. */
  private measured(schema: GraphQLSchema, document: DocumentNode, operation: OperationDefinitionNode, variables: Readonly<Record<string, unknown>>): Measure {
    if (Object.values(variables).some((value) => typeof value === 'number')) return measure(schema, document, operation, variables);
    const known = this.known.get(operation) ?? measure(schema, document, operation, variables);
    this.known.set(operation, known);
    return known;
  }

  private takeMore(points: number, { actor, visit }: EdgeContext, headers: Map<string, string>): void {
    try {
      this.limiter.take(actor, visit, points, (name, value) => headers.set(name, value));
    } catch (problem) {
      throw wholeRequestProblem(problem);
    }
  }

  private refuseBeyond(what: string, amount: number, limit: number): void {
    if (amount <= limit) return;
    const much = Number.isFinite(amount) && amount < 1e12 ? String(amount) : 'beyond counting';
    throw refused('QUERY_TOO_COSTLY', `The ${what} of this document is ${much}; at most ${limit} is taken.`);
  }
}

/** Nothing was carried out. */
function refused(code: 'BAD_INPUT' | 'QUERY_TOO_COSTLY', message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code, http: { status: 400, headers: new HeaderMap() } } });
}
