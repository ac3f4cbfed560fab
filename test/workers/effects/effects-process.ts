// A worker of the example domain as a process of its own, to be killed, frozen and watched:
// `node effects-process.js <settings as JSON>`. Tells what happens as log lines on stdout; ends at SIGTERM.
import { createCodec } from '#eventlog/codec.js';
import { createEventLog } from '#eventlog/event-log.js';
import { connectLog } from '#eventlog/log-client.js';
import { startReactors } from '#followers/reactors.js';
import { systemClock } from '#platform/clock.js';
import { createLogger } from '#platform/logger.js';
import { createPool } from '#platform/postgres/pool.js';
import { startEffects } from '#workers/effects/start-effects.js';
import { parcelEvents } from './example/parcel.js';
import { shipping, shippingHandler } from './example/shipping.js';
import type { ProcessSettings } from './spawned-worker.js';

const settings = JSON.parse(process.argv[2] ?? '{}') as ProcessSettings;
const logger = createLogger({
  level: 'debug',
  role: 'test',
  destination: { write: (line) => process.stdout.write(line) },
});
const pool = createPool({ url: settings.databaseUrl, max: 6, applicationName: 'effects-process' });
const codec = createCodec({ parcel: parcelEvents });
const client = connectLog(settings.logUrl);
const log = createEventLog(client, codec);

const effects = startEffects({
  redisUrl: settings.redisUrl,
  db: pool,
  commands: { log },
  clock: systemClock,
  handlers: [shippingHandler({ log, carrierUrl: settings.carrierUrl, terms: settings.terms })],
  concurrencyOf: () => settings.concurrency,
  logger,
  times: { sweepMs: 50, ringAgainMs: 300 },
});
const reactors = startReactors({
  log: settings.logUrl,
  codec,
  pool,
  reactors: [shipping],
  onDue: () => effects.wake(),
  onCause: (cause) => effects.remember(cause),
  onState: (state) => logger.info({ state }, `reactors ${state}`),
});

// The test is gone: nobody reads what is told.
process.stdout.on('error', () => process.exit(1));
process.once('SIGTERM', () => {
  const stop = async (): Promise<void> => {
    await reactors.stop();
    await effects.stop();
    await pool.end();
    await client.dispose();
  };
  stop().then(
    () => process.exit(0),
    (error: unknown) => {
      process.stderr.write(String(error));
      process.exit(1);
    },
  );
});
