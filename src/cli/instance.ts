import { readConfig, type Environment } from '#platform/config.js';
import { readRunFile } from '#platform/run-file.js';
import { NotRunningError } from './framework/errors.js';

/** Where the servers are. */
export interface Instance {
  /** Settings of commands and process roles: the environment, completed by what the running instance says. */
  readonly environment: Environment;
  /** Where the API answers. */
  readonly apiUrl: string;
}

const SERVERS = ['EVENTSTORE_URL', 'DATABASE_URL'] as const;

/**
 * The servers the environment names; when it names none, those of the instance that runs on DATA_DIR. Throws
 * `NotRunningError`, or `ConfigError` for settings that cannot be used.
 */
export const findInstance = async (environment: Environment): Promise<Instance> => {
  const config = readConfig(environment);
  const ownUrl = config.PUBLIC_URL ?? `http://localhost:${config.PORT}`;
  if (SERVERS.some((name) => environment[name] !== undefined)) return { environment, apiUrl: ownUrl };
  const run = await readRunFile(config.DATA_DIR);
  if (!run) {
    throw new NotRunningError(
      `No running instance found in ${config.DATA_DIR}. Start one with npm start, or set EVENTSTORE_URL.`,
    );
  }
  return { environment: { ...run.environment, ...environment }, apiUrl: run.apiUrl };
};
