import { DomainError } from '../kit/domain-error.js';
import type { ApiKeyEvent } from './events.js';
import type { ApiKey } from './state.js';

type Facts = Extract<ApiKeyEvent, { type: 'ApiKeyCreated' }>['data'];
type Reason = Extract<ApiKeyEvent, { type: 'ApiKeyRevoked' }>['data']['reason'];

interface About {
  readonly keyId: string;
  readonly accountId: number;
  readonly at: string;
}

export type ApiKeyCommand =
  | { readonly type: 'CreateApiKey'; readonly key: Facts }
  /** In the name of the account, which must be the key's. */
  | {
      readonly type: 'RevokeApiKey';
      readonly accountId: number;
      readonly reason: Reason;
      readonly at: string;
    }
  | { readonly type: 'AbandonApiKey'; readonly about: About };

const unknownKey = (): DomainError => new DomainError('not_found', 'There is no such API key.');

/** Keys of others look like those there never were. */
const revoke = (
  key: ApiKey,
  { accountId, reason, at }: Extract<ApiKeyCommand, { type: 'RevokeApiKey' }>,
): readonly ApiKeyEvent[] => {
  if (key.accountId !== accountId) throw unknownKey();
  switch (key.status) {
    case 'active':
      return [{ type: 'ApiKeyRevoked', data: { keyId: key.id, accountId, reason, at } }];
    case 'revoked':
      return [];
    case 'none':
    case 'abandoned':
      throw unknownKey();
  }
};

const abandon = (key: ApiKey, about: About): readonly ApiKeyEvent[] => {
  if (key.status === 'abandoned') return [];
  if (key.status !== 'none') throw new DomainError('target_exists', 'The key exists: its place stands.');
  return [{ type: 'ApiKeyAbandoned', data: about }];
};

export const decide = (key: ApiKey, command: ApiKeyCommand): readonly ApiKeyEvent[] => {
  switch (command.type) {
    case 'CreateApiKey':
      if (key.status !== 'none') throw new DomainError('already_exists', 'This API key exists already.');
      return [{ type: 'ApiKeyCreated', data: command.key }];
    case 'RevokeApiKey':
      return revoke(key, command);
    case 'AbandonApiKey':
      return abandon(key, command.about);
  }
};
