import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const root = join(import.meta.dirname, '..', '..');
const product = (...path) => import(pathToFileURL(join(root, 'dist', ...path)).href);

const inDatabase = (url, name) => {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
};

/** Another database of that server, empty or with the product's schema. */
export const newDatabase = async ({ url, appUrl }, name, { migrated = false } = {}) => {
  const { default: pg } = await import(
    pathToFileURL(join(root, 'node_modules', 'pg', 'lib', 'index.js')).href
  );
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(`create database ${name}`);
  await client.end();
  const made = { url: inDatabase(url, name), appUrl: inDatabase(appUrl, name) };
  if (!migrated) return made;
  const { migrate } = await product('src', 'platform', 'postgres', 'migrate.js');
  const { MIGRATIONS } = await product('migrations', 'index.js');
  await migrate(made.url, MIGRATIONS);
  return made;
};
