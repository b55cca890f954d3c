import { buildSchema, getVariableValues, parse, validate, type OperationDefinitionNode } from 'graphql';
import { schemaText } from '../schema-text.storage.js';
import { FIRST_DOCUMENT, graphiqlFile } from './graphiql.storage.js';

describe('the first document of GraphiQL', () => {
  it('runs as it stands, without variables', () => {
    const schema = buildSchema(schemaText());
    const document = parse(FIRST_DOCUMENT);
    expect(validate(schema, document)).toEqual([]);
    const { variableDefinitions } = document.definitions[0] as OperationDefinitionNode;
    expect(getVariableValues(schema, variableDefinitions!, {})).toMatchObject({ coerced: { input: { email: 'lin@demo.mouldshare.example' } } });
  });

  it('is in the script of the page', async () => {
    expect((await graphiqlFile('start.js'))!.body).toContain(JSON.stringify(FIRST_DOCUMENT));
  });
});
