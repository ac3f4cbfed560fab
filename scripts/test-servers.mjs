// Serves several empty servers of each kind from one process, for tests that are given servers by URL: each test file
// that counts on one of its own takes one. Prints their URLs as one JSON line, and ends with its standard input.
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const [folder, ...counts] = process.argv.slice(2);
const [logs, others] = counts.map(Number);
if (!folder || !(logs > 0 && others > 0))
  throw new Error('usage: node scripts/test-servers.mjs FOLDER LOGS OTHERS');

const embedded = (path) => import(resolve(import.meta.dirname, '..', 'dist', 'src', 'embedded', path));
const { startEventStore } = await embedded('eventstore/server.js');
const { startBuiltIn } = await embedded('redis/built-in.js');
const { startMailbox } = await embedded('mailbox/server.js');
const { createModelServer } = await embedded('model/server.js');

const many = (number, start) => Promise.all(Array.from({ length: number }, (_, index) => start(index)));
const place = (kind, index) => join(folder, kind, String(index));

const startRedis = async (index) => {
  const dataDir = place('redis', index);
  const server = await startBuiltIn({ dataDir, port: 0, onError: (error) => console.error(error) });
  const password = readFileSync(join(dataDir, 'password'), 'utf8').trim();
  return { ...server, url: `redis://:${password}@127.0.0.1:${server.port}` };
};

const startModel = () =>
  new Promise((done) => {
    const server = createModelServer();
    server.listen(0, '127.0.0.1', () =>
      done({ server, url: `http://127.0.0.1:${server.address().port}/v1` }),
    );
  });

const [stores, redis, mailboxes, model] = await Promise.all([
  many(logs, (index) => startEventStore({ dataDir: place('log', index), port: 0, sync: false })),
  many(others, startRedis),
  many(others, (index) =>
    startMailbox({ dataDir: place('mail', index), smtpPort: 0, httpPort: 0, faults: true }),
  ),
  startModel(),
]);

console.log(
  JSON.stringify({
    logs: stores.map(({ url }) => url),
    redis: redis.map(({ url }) => url),
    mailboxes: mailboxes.map(({ smtpUrl, pageUrl }) => `${smtpUrl}|${pageUrl}`),
    model: model.url,
  }),
);
process.stdin.resume().once('end', async () => {
  await Promise.all([...stores, ...redis, ...mailboxes].map((server) => server.close()));
  process.exit();
});
