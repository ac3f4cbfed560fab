// Serves several empty event stores from one process, for tests that are given servers by URL: each test file that
// counts on a log of its own takes one. Prints their URLs as one JSON line, and ends with its standard input.
import { join, resolve } from 'node:path';

const [folder, count] = [process.argv[2], Number(process.argv[3])];
if (!folder || !(count > 0)) throw new Error('usage: node scripts/event-stores.mjs FOLDER COUNT');

const server = resolve(import.meta.dirname, '..', 'dist', 'src', 'embedded', 'eventstore', 'server.js');
const { startEventStore } = await import(server);
const start = (_, index) => startEventStore({ dataDir: join(folder, String(index)), port: 0, sync: false });
const stores = await Promise.all(Array.from({ length: count }, start));

console.log(JSON.stringify(stores.map(({ url }) => url)));
process.stdin.resume().once('end', async () => {
  await Promise.all(stores.map((store) => store.close()));
  process.exit();
});
