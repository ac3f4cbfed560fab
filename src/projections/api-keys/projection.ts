import type { ApiKeyEvent } from '#domain/apikey/index.js';
import type { KeyUseEvent } from '#domain/keyuse/index.js';
import { patch, put } from '../kit/change.js';
import { projection } from '../kit/projection.js';
import { revealed } from '../kit/revealed.js';
import { apiKeys, apiKeyUses } from './tables.js';

export const apiKeysProjection = projection<ApiKeyEvent | KeyUseEvent>({
  name: 'api_keys',
  version: 1,
  shape: 1,
  categories: ['apikey', 'keyuse'],
  tables: [apiKeys, apiKeyUses],
  on: {
    ApiKeyCreated: ({ data }) => [
      put(apiKeys, {
        id: data.keyId,
        account_id: data.accountId,
        kind: data.kind,
        name: revealed(data.name),
        prefix: data.prefix,
        scopes: data.scopes,
        expires_at: data.expiresAt,
        created_at: data.at,
        revoked_at: null,
      }),
    ],
    ApiKeyRevoked: ({ data }) => [patch(apiKeys, { id: data.keyId }, { revoked_at: data.at })],
    ApiKeyUsed: ({ data }) => [
      put(apiKeyUses, {
        id: data.keyId,
        account_id: data.accountId,
        uses: data.total,
        last_used_at: data.lastUsedAt,
        last_used_ip: revealed(data.lastIp),
      }),
    ],
  },
});
