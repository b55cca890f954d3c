import { HeaderMap, type ApolloServerPlugin, type GraphQLRequestListener } from '@apollo/server';
import { Injectable } from '@nestjs/common';
import { OperationTypeNode, type ExecutionResult, type GraphQLError } from 'graphql';
import { compileQuery, isCompiledQuery, type CompiledQuery } from 'graphql-jit';
import type { EdgeContext } from './edge-context.plugin.js';
import { EdgeSettings } from './edge-settings.port.js';
import { Problems } from './problem.plugin.js';

/** A document is worth compiling when it comes for the third time; what comes once is carried out as it is. */
const WORTH_IT = 3;
const KEPT = 300;

/**
 * Carries out queries that come again and again by code compiled for them. Compiling costs more than one answer, so strangers
 * cannot make the gateway compile by sending ever new documents quickly forgotten. Mutations, and documents that the compiler
 * does not take, go the ordinary way. Authorisation sits in the schema's resolvers and holds on both ways.
 */
@Injectable()
export class CompiledQueries implements ApolloServerPlugin<EdgeContext> {
  private readonly seen = new Map<string, number>();
  private readonly compiled = new Map<string, CompiledQuery | null>();

  constructor(private readonly problems: Problems, private readonly settings: EdgeSettings) {}

  requestDidStart(): Promise<GraphQLRequestListener<EdgeContext>> {
    return Promise.resolve({
      responseForOperation: async ({ schema, document, operation, operationName, queryHash, request, contextValue }) => {
        if (operation?.operation !== OperationTypeNode.QUERY) return null;
        const key = `${queryHash} ${operationName ?? ''}`;
        if (!this.isWorthIt(key)) return null;
        let query = this.compiled.get(key);
        if (query === undefined) {
          const made = compileQuery(schema, document, operationName ?? undefined, { disablingCapturingStackErrors: true } as object);
          query = isCompiledQuery(made) ? made : null;
          this.compiled.set(key, query);
        }
        if (query === null) return null;
        const { data, errors } = await query.query({}, contextValue, request.variables ?? {}) as ExecutionResult;
        return {
          http: { headers: new HeaderMap() },
          body: { kind: 'single', singleResult: errors === undefined ? { data } : { data, errors: errors.map((error) => this.formatted(error)) } },
        };
      },
    });
  }

  /** How many documents run compiled, for the specs. */
  get size(): number {
    return [...this.compiled.values()].filter((query) => query !== null).length;
  }

  private formatted(error: GraphQLError) {
    return this.problems.format({ message: error.message, locations: error.locations, path: error.path, extensions: error.extensions }, error, this.settings.production);
  }

  /** Counts, and forgets whom it has not seen for longest. */
  private isWorthIt(key: string): boolean {
    const times = (this.seen.get(key) ?? 0) + 1;
    this.seen.delete(key);
    this.seen.set(key, times);
    if (this.seen.size > KEPT) {
      const oldest = this.seen.keys().next().value as string;
      this.seen.delete(oldest);
      this.compiled.delete(oldest);
    }
    return times >= WORTH_IT;
  }
}
