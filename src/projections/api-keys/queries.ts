import type { Db } from '#platform/postgres/db.js';
import { run, sql } from '#platform/postgres/query-builder.js';
import { asAccount } from '#platform/postgres/viewer.js';
import { columnsAs, viewOf, type Answer } from '../kit/columns.js';
import { apiKeysProjection } from './projection.js';
import { apiKeys, apiKeyUses } from './tables.js';

/** More than an account can have live at once. */
const LISTED = 200;
const view = viewOf(apiKeysProjection);

export interface ApiKeyRow extends Answer<typeof apiKeys> {
  readonly uses: number;
  readonly lastUsedAt: string | null;
  readonly lastUsedIp: string | null;
}

/** The keys of an account: live ones first, then those that were revoked; the newest 200. */
export const apiKeysOf = (db: Db, accountId: number): Promise<ApiKeyRow[]> =>
  run<ApiKeyRow>(
    asAccount(db, accountId),
    sql(`${view(apiKeys)} as k`)
      .leftJoin(`${view(apiKeyUses)} as u`, 'u.id', 'k.id')
      .where('k.account_id', accountId)
      .orderByRaw('(k.revoked_at is not null), k.created_at desc, k.id')
      .limit(LISTED)
      .select(
        ...columnsAs('k', apiKeys),
        sql.raw('coalesce(u.uses, 0) as uses'),
        'u.last_used_at as lastUsedAt',
        'u.last_used_ip as lastUsedIp',
      ),
  );
