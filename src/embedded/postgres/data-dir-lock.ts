import { FolderInUseError } from '../supervise/errors.js';
import { lockFolder, type FolderLock } from '../supervise/folder-lock.js';
import { PostgresError, failureOf } from './errors.js';

/**
 * Makes this process the only supervisor of a data directory (`<dataDir>.lock`). The lock of a dead process
 * is taken over. Throws PostgresError while another live process, or this one, holds it.
 */
export const lockDataDir = async (dataDir: string): Promise<FolderLock> => {
  try {
    return await lockFolder(dataDir);
  } catch (error) {
    if (error instanceof FolderInUseError) throw new PostgresError(`Postgres: ${error.message}`);
    throw failureOf(`could not lock ${dataDir}`, error);
  }
};
