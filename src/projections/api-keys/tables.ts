import { bigint, jsonb, nullable, table, text, timestamptz } from '../kit/table.js';

/** One row per API key, revoked ones included. */
export const apiKeys = table({
  name: 'api_keys',
  columns: {
    id: text,
    account_id: bigint,
    kind: text,
    /** Null once the person was erased. */
    name: nullable(text),
    prefix: text,
    scopes: jsonb,
    expires_at: nullable(timestamptz),
    created_at: timestamptz,
    revoked_at: nullable(timestamptz),
  },
  key: ['id'],
  indexes: [['account_id', 'created_at', 'id']],
  writers: { single: 'apikey' },
  owner: 'account_id',
});

/** How often a key was used, and when last; no row: not yet. */
export const apiKeyUses = table({
  name: 'api_key_uses',
  columns: {
    id: text,
    account_id: bigint,
    uses: bigint,
    last_used_at: timestamptz,
    /** Null once the person was erased. */
    last_used_ip: nullable(text),
  },
  key: ['id'],
  writers: { single: 'keyuse' },
  owner: 'account_id',
});
