import fc from 'fast-check';
import type { ApiKeyCommand, ApiKeyEvent } from '#domain/apikey/index.js';
import { API_SCOPES } from '#domain/apikey/scopes.js';
import type { KeyringCommand, KeyringEvent } from '#domain/keyring/index.js';
import type { KeyUseCommand, KeyUseEvent } from '#domain/keyuse/index.js';
import { accountId, command, digest, event, instant, personal, requestId, text } from './arbitrary-values.js';

const about = { keyId: requestId, accountId, at: instant };
const facts = fc.record({
  ...about,
  kind: fc.constantFrom('key' as const, 'legacy' as const),
  name: text,
  prefix: fc.constant('aidt_abc'),
  hash: digest,
  scopes: fc.subarray([...API_SCOPES]),
  expiresAt: fc.option(instant),
});
const reason = fc.constantFrom('owner' as const, 'operator' as const);

export const apiKeyCommands: fc.Arbitrary<ApiKeyCommand> = fc.oneof(
  command('CreateApiKey', fc.record({ key: facts })),
  command('RevokeApiKey', fc.record({ accountId, reason, at: instant })),
  command('AbandonApiKey', fc.record({ about: fc.record(about) })),
);

export const apiKeyEventsInAnyOrder: fc.Arbitrary<ApiKeyEvent> = fc.oneof(
  event('ApiKeyCreated', facts),
  event('ApiKeyRevoked', fc.record({ ...about, reason })),
  event('ApiKeyAbandoned', fc.record(about)),
);

const freed = fc.constantFrom('key_revoked' as const, 'key_expired' as const, 'key_abandoned' as const);

export const keyringCommands: fc.Arbitrary<KeyringCommand> = fc.oneof(
  command('ReserveKeySlot', fc.record({ slot: fc.record(about) })),
  command('ReleaseKeySlot', fc.record({ slot: fc.record(about), reason: freed })),
);

export const keyringEventsInAnyOrder: fc.Arbitrary<KeyringEvent> = fc.oneof(
  event('KeySlotReserved', fc.record(about)),
  event('KeySlotReleased', fc.record({ ...about, reason: freed })),
);

const uses = fc.integer({ min: 1, max: 9 });
const gathered = { ...about, uses, lastUsedAt: instant, lastIp: fc.constant('192.0.2.1') };

export const keyUseCommands: fc.Arbitrary<KeyUseCommand> = command(
  'RecordKeyUse',
  fc.record({ gathered: fc.record(gathered) }),
);

export const keyUseEventsInAnyOrder: fc.Arbitrary<KeyUseEvent> = event(
  'ApiKeyUsed',
  fc.record({ ...gathered, lastIp: personal(gathered.lastIp), total: uses }),
);
