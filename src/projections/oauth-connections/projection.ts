import type { AccountEvent } from '#domain/account/events.js';
import type { IdentityEvent } from '#domain/identity/events.js';
import { most, put, remove } from '../kit/change.js';
import { projection } from '../kit/projection.js';
import { revealed } from '../kit/revealed.js';
import { oauthConnections, oauthUses } from './tables.js';

export const oauthConnectionsProjection = projection<AccountEvent | IdentityEvent>({
  name: 'oauth_connections',
  version: 1,
  shape: 1,
  categories: ['account', 'identity'],
  tables: [oauthConnections, oauthUses],
  on: {
    AccountIdentityLinked: ({ data }) => [
      put(oauthConnections, {
        id: data.connectionId,
        account_id: data.accountId,
        provider: data.provider,
        email: revealed(data.email),
        username: revealed(data.username),
        created_at: data.at,
      }),
    ],
    AccountIdentityUnlinked: ({ data }) => [
      remove(oauthConnections, { account_id: data.accountId, id: data.connectionId }),
    ],
    IdentityUsed: ({ data }) => [
      most(oauthUses, { connection_id: data.connectionId }, { last_used_at: data.at }),
    ],
  },
});
