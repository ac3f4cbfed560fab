import { relative } from 'node:path';
import type { SupervisorEvent } from '#embedded/supervise/supervise-child.js';
import type { Config } from '#platform/config.js';

interface Started {
  readonly config: Config;
  readonly dataDir: string;
  readonly addresses: Readonly<Record<string, string>>;
  readonly apiUrl: string;
  readonly seconds: number;
}

const withColour = process.stdout.isTTY && (process.env['NO_COLOR'] ?? '') === '';
const strong = (text: string): string => (withColour ? `\u001b[1m${text}\u001b[22m` : text);
const quiet = (text: string): string => (withColour ? `\u001b[2m${text}\u001b[22m` : text);

const withoutPassword = (url: string): string => {
  const parsed = new URL(url);
  parsed.password = '';
  return parsed.toString();
};

const line = (name: string, value: string): string => `  ${quiet(name.padEnd(11))}${value}\n`;

/** The provider that was configured; a key alone means OpenAI. */
const modelUrl = ({ OPENAI_BASE_URL, OPENAI_API_KEY }: Config): string | undefined =>
  OPENAI_BASE_URL ?? (OPENAI_API_KEY && 'https://api.openai.com/v1');

/** Where the follower and the worker tell their numbers. */
const metricsDoors = ({ METRICS_PORT: port, HOST: host }: Config): readonly string[] =>
  port === undefined || port === 0 ? [] : [port, port + 1].map((one) => `http://${host}:${one}/metrics`);

/** What an operator wants to know when everything runs. */
export const banner = ({ config, dataDir, addresses, apiUrl, seconds }: Started): string => {
  const own = (url: string | undefined, text: string): string =>
    url === undefined ? `embedded ${quiet(text)}` : withoutPassword(url);
  const shown = relative(process.cwd(), dataDir) || dataDir;
  return [
    `\n  ${strong('AI Design Backend 2.0.0')}  ${quiet(`ready in ${seconds.toFixed(1)} s`)}\n\n`,
    line('API', strong(`${apiUrl}/api/`)),
    line('Docs', `${apiUrl}/api/docs/`),
    line('Console', `${apiUrl}/console/`),
    line('Metrics', [`${apiUrl}/metrics/`, ...metricsDoors(config)].join('  ')),
    ...(addresses['MAILBOX_URL'] === undefined ? [] : [line('Mailbox', `${addresses['MAILBOX_URL']}/`)]),
    line('Event log', own(config.EVENTSTORE_URL, addresses['EVENTSTORE_URL'] ?? '')),
    line('Database', own(config.DATABASE_URL, withoutPassword(addresses['DATABASE_URL'] ?? 'postgres:'))),
    line(
      'Redis',
      own(config.REDIS_URL ?? config.CELERY_BROKER_URL, withoutPassword(addresses['REDIS_URL'] ?? 'redis:')),
    ),
    line('AI model', own(modelUrl(config), addresses['OPENAI_BASE_URL'] ?? '')),
    line('Data', `${shown}  ${quiet('kept between starts; logs are in its folder logs')}`),
    '\n',
    line('Try', `npm run demo   ${quiet('or')}   ./aidesign events tail`),
    line('Stop', 'Ctrl-C'),
    '\n',
  ].join('');
};

const howItEnded = ({ signal, code }: { signal: string | null; code: number | null }): string =>
  signal ?? `exit code ${String(code)}`;

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : 'unknown reason');

const indented = (lines: readonly string[]): string => lines.map((text) => `    ${text}\n`).join('');

/** A line about a child for the operator; undefined for what needs none. */
export const describeEvent = (event: SupervisorEvent): string | undefined => {
  switch (event.type) {
    case 'started':
    case 'stopped':
      return undefined;
    case 'died':
      return `  ${event.name} ended unexpectedly (${howItEnded(event.exit)})`;
    case 'start-failed':
      return `  ${event.name} could not be started: ${messageOf(event.error)}`;
    case 'restarting':
      return `  ${event.name} is started again in ${(event.delayMs / 1000).toFixed(1)} s`;
    case 'gave-up':
      return `  ${event.name} keeps dying, so everything stops. Its last lines:\n${indented(event.logTail)}`;
  }
};
