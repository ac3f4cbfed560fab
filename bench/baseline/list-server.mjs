// What a list costs at least: a bare Koa route that asks the same pool of connections the same query and sends the
// rows as they come. Nobody is signed in, nothing is validated, no row is made into what clients expect.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import Koa from 'koa';

const src = join(import.meta.dirname, '..', '..', 'dist', 'src');
const built = (...parts) => import(pathToFileURL(join(src, ...parts)).href);
const { createPool } = await built('platform', 'postgres', 'pool.js');
const { listProjects } = await built('projections', 'projects', 'queries.js');

/** As many as the API has. */
const pool = createPool({ url: process.env.DATABASE_URL, max: 10, applicationName: 'aidesign-bench' });

/** What is asked for a page, without asking it. */
const statementOf = async (list) => {
  let asked;
  const query = (statement) => {
    asked = statement;
    return Promise.resolve({ rows: [] });
  };
  await listProjects({ query }, list);
  return asked;
};

const statements = new Map();

const app = new Koa();
app.use(async (ctx) => {
  const { actor, page } = ctx.query;
  const key = `${actor} ${page}`;
  const list = { actor: Number(actor), scope: 'visible', page: Number(page), pageSize: 20 };
  const statement = statements.get(key) ?? (await statementOf(list));
  statements.set(key, statement);
  ctx.type = 'application/json';
  ctx.body = JSON.stringify({ results: (await pool.query(statement)).rows });
});

const server = app.listen(0, '127.0.0.1', () => process.send({ port: server.address().port }));
process.on('disconnect', () => process.exit());
