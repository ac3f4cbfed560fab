import { apiKey, type ApiKeyCommand, type ApiKeyEvent } from '#domain/apikey/index.js';
import { at, digestOf } from '#test/support/examples.js';
import { spec } from '#test/support/spec.js';

const keyId = '0190a5e2-7c31-5d8e-9b7a-3f1f5a4c2b40';
const facts = {
  keyId,
  accountId: 7,
  at: at(1),
  kind: 'key' as const,
  name: 'Export',
  prefix: 'aidt_abc',
  hash: digestOf('a'),
  scopes: ['read' as const],
  expiresAt: null,
};
const created: ApiKeyEvent = { type: 'ApiKeyCreated', data: facts };
const revoked: ApiKeyEvent = {
  type: 'ApiKeyRevoked',
  data: { keyId, accountId: 7, reason: 'owner', at: at(2) },
};
const about = { keyId, accountId: 7, at: at(2) };
const abandoned: ApiKeyEvent = { type: 'ApiKeyAbandoned', data: about };
const create: ApiKeyCommand = { type: 'CreateApiKey', key: facts };
const revokeBy = (accountId: number): ApiKeyCommand => ({
  type: 'RevokeApiKey',
  accountId,
  reason: 'owner',
  at: at(2),
});
const abandon: ApiKeyCommand = { type: 'AbandonApiKey', about };

spec(apiKey, 'a key that does not exist', [
  { name: 'is created', given: [], when: create, then: [created] },
  { name: 'cannot be revoked', given: [], when: revokeBy(7), then: { error: 'not_found' } },
  { name: 'can be given up', given: [], when: abandon, then: [abandoned] },
]);

spec(apiKey, 'a key in use', [
  { name: 'is revoked by its owner', given: [created], when: revokeBy(7), then: [revoked] },
  { name: 'is unknown to others', given: [created], when: revokeBy(8), then: { error: 'not_found' } },
  { name: 'cannot be created again', given: [created], when: create, then: { error: 'already_exists' } },
  { name: 'cannot be given up', given: [created], when: abandon, then: { error: 'target_exists' } },
]);

spec(apiKey, 'a key that ended', [
  { name: 'is not revoked twice', given: [created, revoked], when: revokeBy(7), then: [] },
  {
    name: 'never comes once it was given up',
    given: [abandoned],
    when: create,
    then: { error: 'already_exists' },
  },
]);
