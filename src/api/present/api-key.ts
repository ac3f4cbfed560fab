import type { ApiKey } from '#domain/apikey/index.js';
import type { ApiScope } from '#domain/apikey/scopes.js';
import { reveal } from '#domain/kit/personal.js';
import type { ApiKeyRow } from '#projections/api-keys/queries.js';

/** A key that was made just now. Calls a minute: of all keys of its account together. */
export const presentNewKey = (key: ApiKey, callsAMinute: number) => ({
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
  rate_limit: callsAMinute,
  created_at: key.createdAt,
});

/** A key as its owner sees it at that instant. */
export const presentKeyRow = (
  row: ApiKeyRow,
  { at, callsAMinute }: { at: string; callsAMinute: number },
) => ({
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
  rate_limit: callsAMinute,
  created_at: row.createdAt,
});
