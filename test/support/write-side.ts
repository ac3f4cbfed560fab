// The write side as tests get it. With EVENTSTORE_URL set the log is that server's and shared with others: tests use
// fresh ids and never assume that it is empty.
import { join } from 'node:path';
import { startEventStore } from '#embedded/eventstore/server.js';
import { connectWriteSide, temporaryFolder, type WriteSide } from './process-stores.js';
import { logForTests } from './services.js';

const openWriteSide = async (alone: boolean): Promise<WriteSide> => {
  const folder = await temporaryFolder();
  const external = alone ? (await logForTests()).url : process.env['EVENTSTORE_URL'];
  const server = external
    ? undefined
    : await startEventStore({ dataDir: join(folder.path, 'log'), port: 0, sync: false });
  const side = await connectWriteSide(external ?? server?.url ?? '', folder.path);
  const close = async (): Promise<void> => {
    await side.close();
    await server?.close();
    await folder.remove();
  };
  return { ...side, close };
};

/**
 * Gives the surrounding describe a write side of its own. Its members can be read inside tests and hooks
 * only. `alone`: with a log that nobody else writes to, wherever it is.
 */
export const useWriteSide = ({ alone = false } = {}): (() => WriteSide) => {
  let side: WriteSide | undefined;
  before(async () => {
    side = await openWriteSide(alone);
  });
  after(() => side?.close());
  return () => {
    if (!side) throw new Error('The write side is open only while tests run.');
    return side;
  };
};
