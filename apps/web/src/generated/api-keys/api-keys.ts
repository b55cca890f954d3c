// Written by `npm run generate` from the documents of the pages and schema.graphql. Not edited by hand.
import type { Document } from '../../lib/api/document.js';
import type { ApiKeysQuery, ApiKeysQueryVariables, CreateApiKeyMutation, CreateApiKeyMutationVariables, RevokeApiKeyMutation, RevokeApiKeyMutationVariables } from '../types.js';

export const ApiKeys = "query ApiKeys{apiKeys{id name prefix scopes roles createdAt lastUsedAt expiresAt revokedAt}}" as Document<ApiKeysQuery, ApiKeysQueryVariables>;
export const CreateApiKey = "mutation CreateApiKey($input:CreateApiKeyInput!){createApiKey(input:$input){__typename ...on ApiKeyCreated{secret apiKey{id name}}...on Refusal{code message}...on InputRefused{problems{path message}}}}" as Document<CreateApiKeyMutation, CreateApiKeyMutationVariables>;
export const RevokeApiKey = "mutation RevokeApiKey($input:RevokeApiKeyInput!){revokeApiKey(input:$input){__typename ...on ApiKey{id revokedAt}...on Refusal{code message}}}" as Document<RevokeApiKeyMutation, RevokeApiKeyMutationVariables>;
