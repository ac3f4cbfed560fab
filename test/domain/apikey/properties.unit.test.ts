import { apiKey } from '#domain/apikey/index.js';
import { keyring } from '#domain/keyring/index.js';
import { keyUse } from '#domain/keyuse/index.js';
import {
  apiKeyCommands,
  apiKeyEventsInAnyOrder,
  keyringCommands,
  keyringEventsInAnyOrder,
  keyUseCommands,
  keyUseEventsInAnyOrder,
} from '#test/support/arbitrary-api-key.js';
import { deciderLaws } from '#test/support/decider-laws.js';

deciderLaws({
  aggregate: apiKey,
  commands: apiKeyCommands,
  events: apiKeyEventsInAnyOrder,
  again: ({ type }) => (type === 'CreateApiKey' ? { error: 'already_exists' } : 'nothing'),
});

deciderLaws({
  aggregate: keyring,
  commands: keyringCommands,
  events: keyringEventsInAnyOrder,
  again: () => 'nothing',
});

deciderLaws({
  aggregate: keyUse,
  commands: keyUseCommands,
  events: keyUseEventsInAnyOrder,
  again: () => 'more events',
});
