import type { Db } from '#platform/postgres/db.js';
import { run, sql } from '#platform/postgres/query-builder.js';
import { asAccount } from '#platform/postgres/viewer.js';
import { columnsAs, viewOf, type Answer } from '../kit/columns.js';
import { oauthConnectionsProjection } from './projection.js';
import { oauthConnections, oauthUses } from './tables.js';

const view = viewOf(oauthConnectionsProjection);

export interface OAuthConnection extends Answer<typeof oauthConnections> {
  readonly lastUsedAt: string | null;
}

/** What an account is connected with, the oldest connection first. */
export const findConnections = (db: Db, accountId: number): Promise<OAuthConnection[]> =>
  run<OAuthConnection>(
    asAccount(db, accountId),
    sql(`${view(oauthConnections)} as c`)
      .leftJoin(`${view(oauthUses)} as u`, 'u.connection_id', 'c.id')
      .where('c.account_id', accountId)
      .orderBy([{ column: 'c.created_at' }, { column: 'c.id' }])
      .select(...columnsAs('c', oauthConnections), 'u.last_used_at as lastUsedAt'),
  );
