import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Addresses of a running all-in-one instance, for commands that want to talk to it. Holds passwords: readable
 * by its owner only.
 */
export interface RunFile {
  /** Process of the supervisor. */
  readonly pid: number;
  readonly startedAt: string;
  /** Where the API answers, such as `http://localhost:8000`. */
  readonly apiUrl: string;
  /**
   * Environment with which other commands reach the same servers and stores (EVENTSTORE_URL, DATABASE_URL,
   * …).
   */
  readonly environment: Readonly<Record<string, string>>;
}

const pathIn = (dataDir: string): string => join(dataDir, 'run.json');

export const writeRunFile = async (dataDir: string, run: RunFile): Promise<void> => {
  const temporary = `${pathIn(dataDir)}.${process.pid}`;
  await writeFile(temporary, `${JSON.stringify(run, null, 2)}\n`, { mode: 0o600 });
  await rename(temporary, pathIn(dataDir));
};

export const removeRunFile = (dataDir: string): Promise<void> => rm(pathIn(dataDir), { force: true });

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
};

/**
 * The running instance on this data directory; undefined when there is none (a file left by a killed one
 * counts as none).
 */
export const readRunFile = async (dataDir: string): Promise<RunFile | undefined> => {
  const text = await readFile(pathIn(dataDir), 'utf8').catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  });
  if (text === undefined) return undefined;
  const run = JSON.parse(text) as RunFile;
  return isAlive(run.pid) ? run : undefined;
};
