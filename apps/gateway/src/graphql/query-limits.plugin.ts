import { HeaderMap, type ApolloServerPlugin, type GraphQLRequestListener } from '@apollo/server';
import { Injectable } from '@nestjs/common';
import { GraphQLError, getVariableValues } from 'graphql';
import type { EdgeContext } from './edge-context.plugin.js';
import { EdgeSettings } from './edge-settings.port.js';
import { countObjects } from './object-count.view.js';
import { measure } from './query-measure.plugin.js';
import { RateLimiter } from './rate-limit.plugin.js';

const BAD_REQUEST = { status: 400, headers: new HeaderMap() };
const MOST_VARIABLE_PROBLEMS = 5;

/** Refuses documents that ask for too much, before anything is resolved; and answers that grew too large, before they are sent. */
@Injectable()
export class QueryLimits implements ApolloServerPlugin<EdgeContext> {
  constructor(private readonly settings: EdgeSettings, private readonly limiter: RateLimiter) {}

  requestDidStart(): Promise<GraphQLRequestListener<EdgeContext>> {
    const { maxObjects } = this.settings;
    return Promise.resolve({
      didResolveOperation: async ({ schema, document, operation, request, contextValue, response }) => {
        const { coerced, errors } = getVariableValues(schema, operation.variableDefinitions ?? [], request.variables ?? {}, { maxErrors: MOST_VARIABLE_PROBLEMS });
        if (errors !== undefined) throw new GraphQLError(errors.map(({ message }) => message).join(' '), { extensions: { code: 'BAD_INPUT', http: BAD_REQUEST } });
        const { depth, aliases, objects, directives, rootFields } = measure(schema, document, operation, coerced);
        this.refuseBeyond('depth', depth, this.settings.maxDepth);
        this.refuseBeyond('number of aliases', aliases, this.settings.maxAliases);
        this.refuseBeyond('number of directives', directives, this.settings.maxDirectives);
        this.refuseBeyond('number of objects', objects, maxObjects);
        // The first field was paid for at the door.
        if (rootFields > 1) this.limiter.take(contextValue.actor, contextValue.visit, rootFields - 1, (name, value) => response.http.headers.set(name, value));
      },
      willSendResponse: async ({ response }) => {
        if (response.body.kind !== 'single' || countObjects(response.body.singleResult.data, maxObjects) <= maxObjects) return;
        const error = new GraphQLError(`The answer has more than ${maxObjects} objects; ask for fewer at once.`, { extensions: { code: 'QUERY_TOO_COSTLY' } });
        response.body.singleResult = { data: null, errors: [{ ...error.toJSON(), extensions: { code: 'QUERY_TOO_COSTLY' } }] };
      },
    });
  }

  private refuseBeyond(what: string, amount: number, limit: number): void {
    if (amount <= limit) return;
    const much = Number.isFinite(amount) && amount < 1e12 ? String(amount) : 'beyond counting';
    throw new GraphQLError(`The ${what} of this document is ${much}; at most ${limit} is taken.`, { extensions: { code: 'QUERY_TOO_COSTLY', http: BAD_REQUEST } });
  }
}
