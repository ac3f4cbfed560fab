import type { Reporting } from './reporting.js';

/**
 * What nobody caught is reported, then the process ends as it would have without us: with its stack on standard
 * error and exit code 1. `close` bounds how long that takes.
 */
export const reportCrashes = (reporting: Reporting): void => {
  process.once('uncaughtException', (error, origin) => {
    reporting.report(error, { origin });
    const end = (): void => {
      throw error;
    };
    // The second time nobody is there to catch it.
    reporting.close().then(
      () => setImmediate(end),
      () => setImmediate(end),
    );
  });
};
