// Asks Postgres, once at start, whether the application's role is one that can be trusted with queries: it owns
// nothing and bypasses nothing, and the tables whose rows belong to one account keep rows of others back.
// Promises: names everything that is wrong. Does not: look at grants.
import { ConfigError } from '../config.js';
import type { Db } from './db.js';

const RIGHTS = `
select rolsuper as "is a superuser", rolbypassrls as "bypasses row-level security",
  rolcreaterole as "may make roles", rolcreatedb as "may make databases",
  exists (select from pg_class where relowner = r.oid and relnamespace = 'public'::regnamespace)
    as "owns tables",
  has_schema_privilege(r.rolname, 'public', 'create') as "may make tables",
  exists (select from pg_auth_members where member = r.oid) as "is a member of other roles"
from pg_roles r where rolname = current_user`;

/** What the role of this connection may that an application's role must not; [] when all is well. */
export const missingWall = async (db: Db): Promise<readonly string[]> => {
  const { rows } = await db.query<Record<string, boolean>>(RIGHTS);
  return Object.entries(rows[0] ?? {}).flatMap(([right, has]) => (has ? [right] : []));
};

const OPEN = `
select c.relname as table from pg_class c
where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
  and substring(c.relname from '^(.*)_v\\d+$') = any($1)
  and not (c.relrowsecurity and c.relforcerowsecurity and exists (select from pg_policy where polrelid = c.oid))
order by 1`;

/** Versions of these tables without row-level security that is forced; [] when all is well. */
export const openTables = async (db: Db, names: readonly string[]): Promise<readonly string[]> =>
  (await db.query<{ table: string }>(OPEN, [names])).rows.map(({ table }) => table);

export interface WallOptions {
  readonly db: Db;
  /** Tables of read models whose rows belong to one account each, without version. */
  readonly walled: readonly string[];
  readonly production: boolean;
  readonly warn: (detail: string) => void;
}

/**
 * Throws `ConfigError` in production when the role may too much; elsewhere that is said once. A database that
 * cannot be asked fails as its query does.
 */
export const requireSecondWall = async ({ db, walled, production, warn }: WallOptions): Promise<void> => {
  const rights = await missingWall(db);
  const open = rights.length > 0 ? [] : await openTables(db, walled);
  if (rights.length + open.length === 0) return;
  const detail =
    rights.length > 0
      ? `DATABASE_URL: its role ${rights.join(', ')}. A query that forgets whom it asks for has no second wall: ` +
        'give the application a role that owns nothing, and the owner to DATABASE_OWNER_URL (docker/postgres-init.sh).'
      : `Row-level security is off for ${open.join(', ')}: run ./aidesign migrate.`;
  if (production) throw new ConfigError([detail]);
  warn(detail);
};
