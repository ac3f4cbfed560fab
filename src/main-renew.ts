// After an upgrade: what this release makes otherwise of the log is built anew. What could not be read at all
// is there before anybody asks; the rest is built while readers see the rows of before.
import { renewOutdated } from '#followers/rebuild/renew.js';
import type { Closing } from '#platform/shutdown.js';
import { openProjections } from './main-projections.js';

const say = (line: string): void => void process.stderr.write(`${line}\n`);

/** Answers what to call when followers run; failures are said, the rows of before stay. */
export const renewReadModels = async (
  environment: Readonly<Record<string, string>>,
  closing: Closing,
): Promise<() => void> => {
  const desk = await openProjections({ environment, apiUrl: '' }, closing);
  const stopping = new AbortController();
  const later = await renewOutdated({ desk, say, signal: stopping.signal });
  return () => {
    const renewing = later().catch((error: unknown) => {
      if (!stopping.signal.aborted) say(`Read models could not be renewed: ${String(error)}`);
    });
    closing.add('renewal of read models', async () => {
      stopping.abort();
      await renewing;
    });
  };
};
