// The database and its two roles, made once and marked by a comment on the database.
// Promises: the owner may create tables, databases and roles, but is no superuser; the application's role owns
// nothing and can only use what the owner created. Idempotent: a start that died half-way is completed by the next.
import pg from 'pg';
import { ADMIN, APP, OWNER, type Passwords, type RoleName } from './passwords.js';

const DATABASE = 'aidesign';

// Raise the number when the statements below change: they run again on existing databases.
const MARK = 'roles 1';

const ROLE_RIGHTS: Readonly<Record<typeof OWNER | typeof APP, string>> = {
  [OWNER]: 'LOGIN NOSUPERUSER CREATEDB CREATEROLE NOBYPASSRLS NOREPLICATION',
  [APP]: 'LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS NOREPLICATION',
};

const BY_DEFAULT = `ALTER DEFAULT PRIVILEGES FOR ROLE ${OWNER}`;

const GRANTS: readonly string[] = [
  `REVOKE ALL ON DATABASE ${DATABASE} FROM PUBLIC`,
  `GRANT CONNECT ON DATABASE ${DATABASE} TO ${APP}`,
  `ALTER SCHEMA public OWNER TO ${OWNER}`,
  'REVOKE ALL ON SCHEMA public FROM PUBLIC',
  `GRANT USAGE ON SCHEMA public TO ${APP}`,
  `${BY_DEFAULT} GRANT USAGE ON SCHEMAS TO ${APP}`,
  `${BY_DEFAULT} GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON TABLES TO ${APP}`,
  `${BY_DEFAULT} GRANT USAGE ON SEQUENCES TO ${APP}`,
  `${BY_DEFAULT} GRANT EXECUTE ON FUNCTIONS TO ${APP}`,
];

export type Access = Readonly<{ port: number; passwords: Passwords }>;

/** Connection string of a role for the database (`postgres` for the administrator's own). */
export const urlFor = ({ port, passwords }: Access, role: RoleName, database = DATABASE): string =>
  `postgres://${role}:${passwords[role]}@127.0.0.1:${port}/${database}`;

const asAdmin = async <T>(
  access: Access,
  database: string,
  work: (client: pg.Client) => Promise<T>,
): Promise<T> => {
  const connectionString = urlFor(access, ADMIN, database);
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 10_000, ssl: false });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
};

const exists = async (client: pg.Client, catalog: string, name: string): Promise<boolean> => {
  const column = catalog === 'pg_roles' ? 'rolname' : 'datname';
  const result = await client.query(`SELECT 1 FROM ${catalog} WHERE ${column} = $1`, [name]);
  return result.rowCount === 1;
};

const isMarked = async (client: pg.Client): Promise<boolean> => {
  const mark = `SELECT shobj_description(oid, 'pg_database') AS mark FROM pg_database WHERE datname = $1`;
  const { rows } = await client.query<{ mark: string | null }>(mark, [DATABASE]);
  return rows[0]?.mark === MARK;
};

/** True when the grants are still to be given. */
const ensureExistence = (access: Access): Promise<boolean> =>
  asAdmin(access, 'postgres', async (client) => {
    if (await isMarked(client)) return false;
    for (const role of [OWNER, APP] as const) {
      const verb = (await exists(client, 'pg_roles', role)) ? 'ALTER' : 'CREATE';
      const password = client.escapeLiteral(access.passwords[role]);
      await client.query(`${verb} ROLE ${role} ${ROLE_RIGHTS[role]} PASSWORD ${password}`);
    }
    if (!(await exists(client, 'pg_database', DATABASE))) await client.query(`CREATE DATABASE ${DATABASE}`);
    await client.query(`ALTER DATABASE ${DATABASE} OWNER TO ${OWNER}`);
    return true;
  });

/** Makes sure that the database and the roles are as described above. Throws what `pg` throws. */
export const ensureRoles = async (access: Access): Promise<void> => {
  if (!(await ensureExistence(access))) return;
  await asAdmin(access, DATABASE, async (client) => {
    for (const statement of GRANTS) await client.query(statement);
    await client.query(`COMMENT ON DATABASE ${DATABASE} IS '${MARK}'`);
  });
};
