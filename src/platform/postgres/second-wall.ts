// Asks Postgres, once at start, whether the application's role is one that can be trusted with queries: it owns
// nothing and bypasses nothing. Promises: names everything that is wrong. Does not: look at grants.
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

export interface WallOptions {
  readonly db: Db;
  readonly production: boolean;
  readonly warn: (detail: string) => void;
}

/**
 * Throws `ConfigError` in production when the role may too much; elsewhere that is said once. A database that
 * cannot be asked fails as its query does.
 */
export const requireSecondWall = async ({ db, production, warn }: WallOptions): Promise<void> => {
  const found = await missingWall(db);
  if (found.length === 0) return;
  const detail =
    `DATABASE_URL: its role ${found.join(', ')}. A query that forgets whom it asks for has no second wall: ` +
    'give the application a role that owns nothing, and the owner to DATABASE_OWNER_URL (docker/postgres-init.sh).';
  if (production) throw new ConfigError([detail]);
  warn(detail);
};
