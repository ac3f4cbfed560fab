// node dist/test/embedded/eventstore/tools/make-fixture.js DIR
// Makes the fixture of the current format in an empty folder. Run it when the format's number is raised, and
// keep the fixtures there are.

import { mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { EventStoreDBClient } from '@eventstore/db-client';
import { startEventStore } from '#embedded/eventstore/server.js';
import { openTables } from '#embedded/eventstore/store/tables.js';
import { newFolder, removeFolder } from '../support.js';
import { writeContents } from './contents.js';

const [target] = process.argv.slice(2);
if (target === undefined) throw new Error('usage: make-fixture.js DIR');

const folder = newFolder();
const server = await startEventStore({ dataDir: folder, port: 0 });
const client = EventStoreDBClient.connectionString(server.url);
await writeContents(client);
await client.dispose();
await server.close();

mkdirSync(target, { recursive: true });
const compact = join(folder, 'compact');
mkdirSync(compact);
const tables = openTables(folder, true);
await tables.root.backup(compact, true);
await tables.root.close();
renameSync(join(compact, 'data.mdb'), join(target, 'data.mdb'));
removeFolder(folder);
