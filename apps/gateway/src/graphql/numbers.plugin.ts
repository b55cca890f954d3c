import type { ApolloServerPlugin, GraphQLRequestListener } from '@apollo/server';
import { Injectable } from '@nestjs/common';
import { Kind, type OperationDefinitionNode } from 'graphql';
import { Histogram } from 'prom-client';
import { Metrics } from '#platform/observability';
import type { EdgeContext } from './edge-context.plugin.js';

/** How long answers take, by the field that was asked for and the code of the first problem. Names of clients are no labels: they have no end. */
@Injectable()
export class Numbers implements ApolloServerPlugin<EdgeContext> {
  private readonly answered: Histogram<'field' | 'outcome'>;

  constructor(metrics: Metrics) {
    this.answered = new Histogram({
      name: 'graphql_answered_seconds', help: 'Time from reading a GraphQL document to its answer.', labelNames: ['field', 'outcome'],
      buckets: [0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10], registers: [metrics.registry],
    });
  }

  requestDidStart(): Promise<GraphQLRequestListener<EdgeContext>> {
    const startedAt = performance.now();
    // Known only once the document is valid: then the name is one of the schema's.
    let field = 'none';
    return Promise.resolve({
      didResolveOperation: ({ operation }) => {
        field = onlyField(operation);
        return Promise.resolve();
      },
      willSendResponse: ({ response }) => {
        const first = response.body.kind === 'single' ? response.body.singleResult.errors?.[0]?.extensions?.code : undefined;
        this.answered.observe({ field, outcome: typeof first === 'string' ? first : 'ok' }, (performance.now() - startedAt) / 1_000);
        return Promise.resolve();
      },
    });
  }
}

function onlyField(operation: OperationDefinitionNode | undefined): string {
  const [first, ...more] = operation?.selectionSet.selections ?? [];
  return first?.kind === Kind.FIELD && more.length === 0 ? first.name.value : 'several';
}
