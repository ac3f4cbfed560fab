import type { Personal } from '../kit/personal.js';
import type { ApiKeyEvent } from './events.js';
import type { ApiScope } from './scopes.js';

export interface ApiKey {
  readonly status: 'none' | 'active' | 'revoked' | 'abandoned';
  readonly id: string;
  readonly accountId: number;
  readonly kind: 'key' | 'legacy';
  readonly name: Personal<string>;
  readonly prefix: string;
  readonly hash: string;
  readonly scopes: readonly ApiScope[];
  /** Null: it does not expire. */
  readonly expiresAt: string | null;
  readonly createdAt: string;
}

export const initial: ApiKey = {
  status: 'none',
  id: '',
  accountId: 0,
  kind: 'key',
  name: '',
  prefix: '',
  hash: '',
  scopes: [],
  expiresAt: null,
  createdAt: '',
};

export const evolve = (key: ApiKey, event: ApiKeyEvent): ApiKey => {
  switch (event.type) {
    case 'ApiKeyCreated': {
      const { keyId, at, ...facts } = event.data;
      return { ...facts, status: 'active', id: keyId, createdAt: at };
    }
    case 'ApiKeyRevoked':
      return { ...key, status: 'revoked' };
    case 'ApiKeyAbandoned':
      return { ...key, status: 'abandoned', id: event.data.keyId, accountId: event.data.accountId };
  }
};

/** Whether the key lets somebody in at that instant. */
export const isLive = ({ status, expiresAt }: ApiKey, at: string): boolean =>
  status === 'active' && (expiresAt === null || at < expiresAt);
