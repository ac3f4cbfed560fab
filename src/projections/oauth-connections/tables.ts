import { bigint, nullable, table, text, timestamptz } from '../kit/table.js';

/** Ways to sign in by other providers. Personal columns are null once the person was erased. */
export const oauthConnections = table({
  name: 'oauth_connections',
  columns: {
    /** A UUID. */
    id: text,
    account_id: bigint,
    provider: text,
    /** What the provider called the person when it was connected; empty when it said nothing. */
    email: nullable(text),
    username: nullable(text),
    created_at: timestamptz,
  },
  key: ['account_id', 'id'],
  scopes: ['account_id'],
  writers: { single: 'account' },
  owner: 'account_id',
});

/** When a connection was used last; no row stands for never. */
export const oauthUses = table({
  name: 'oauth_uses',
  columns: {
    connection_id: text,
    last_used_at: nullable(timestamptz),
  },
  key: ['connection_id'],
  writers: 'shared',
});
