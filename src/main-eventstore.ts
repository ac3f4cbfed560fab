// The tools of the embedded event store, for the command line: loaded one by one, when they are asked for.
import type { EventStoreTools } from '#cli/event-store-tools.js';
import { NotRunningError } from '#cli/framework/errors.js';

const isUnreachable = (error: unknown): boolean =>
  error instanceof Error && 'type' in error && error.type === 'unavailable';

export const eventStoreTools: EventStoreTools = {
  serve: async (options) => (await import('#embedded/eventstore/server.js')).startEventStore(options),
  verify: async (dataDir, onProgress) =>
    (await import('#embedded/eventstore/tools/verify/verify.js')).verify(dataDir, onProgress),
  backup: async (options) => (await import('#embedded/eventstore/tools/backup.js')).backup(options),
  restore: async (options) => (await import('#embedded/eventstore/tools/restore.js')).restore(options),
  scavenge: async (options) => (await import('#embedded/eventstore/tools/scavenge.js')).scavenge(options),
  copy: async (options) => {
    const { copyLog } = await import('#embedded/eventstore/tools/copy/copy.js');
    try {
      return await copyLog(options);
    } catch (error) {
      if (!isUnreachable(error)) throw error;
      throw new NotRunningError(`${options.from} or ${options.to} cannot be reached.`);
    }
  },
};
