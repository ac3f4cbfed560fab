import type { ApiKey } from '#domain/apikey/index.js';
import type { ApiScope } from '#domain/apikey/scopes.js';
import { reveal } from '#domain/kit/personal.js';
import type { ApiKeyRow } from '#projections/api-keys/queries.js';

/** Calls a minute by key on the plan that has keys (decisions.md §6). */
const CALLS_A_MINUTE = 500;

/** A key that was made just now. */
export const presentNewKey = (key: ApiKey) => ({
  id: key.id,
  name: reveal(key.name, ''),
  key_prefix: key.prefix,
  kind: key.kind,
  scopes: key.scopes,
  is_active: key.status === 'active',
  expires_at: key.expiresAt,
  last_used_at: null,
  last_used_ip: null,
  usage_count: 0,
  rate_limit: CALLS_A_MINUTE,
  created_at: key.createdAt,
});

/** A key as its owner sees it at that instant. */
export const presentKeyRow = (row: ApiKeyRow, at: string) => ({
  id: row.id,
  name: row.name ?? '',
  key_prefix: row.prefix,
  kind: row.kind,
  scopes: row.scopes as readonly ApiScope[],
  is_active: row.revokedAt === null && (row.expiresAt === null || at < row.expiresAt),
  expires_at: row.expiresAt,
  last_used_at: row.lastUsedAt,
  last_used_ip: row.lastUsedIp,
  usage_count: row.uses,
  rate_limit: CALLS_A_MINUTE,
  created_at: row.createdAt,
});
