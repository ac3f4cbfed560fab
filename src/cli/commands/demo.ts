import { hidePersonal } from '#audit/hide-personal.js';
import { recordAsJson, type LogRecord } from '#audit/log-record.js';
import { createApiClient } from '../demo/api-client.js';
import { eventTree } from '../demo/event-tree.js';
import { playOnce, type DemoOptions, type Played } from '../demo/run-demo.js';
import type { StepReport } from '../demo/stage.js';
import { stepJson, stepLine, timeText } from '../demo/step-line.js';
import { command, JSON_OPTION } from '../framework/command.js';
import { NotRunningError, UsageError } from '../framework/errors.js';
import type { Tools } from '../tools.js';

const PATIENCE_MS = { once: 5_000, loop: 30_000 };

const timesOf = (loop: string | undefined): number => {
  if (loop === undefined) return 1;
  if (!/^[1-9]\d{0,6}$/.test(loop)) throw new UsageError(`--loop needs a number of rounds, not "${loop}".`);
  return Number(loop);
};

/** With --url the log may be out of reach; the story is told without it then. */
const optionsOf = async (tools: Tools, url: string | undefined, loops: boolean): Promise<DemoOptions> => {
  const patienceMs = loops ? PATIENCE_MS.loop : PATIENCE_MS.once;
  if (url !== undefined && !URL.canParse(url)) throw new UsageError(`"${url}" is not a URL.`);
  const instance = await tools.instance().catch((error: unknown) => {
    if (url !== undefined && error instanceof NotRunningError) return undefined;
    throw error;
  });
  const readsLog = instance?.environment['EVENTSTORE_URL'] !== undefined;
  const mailbox = instance?.environment['MAILBOX_URL'];
  return { url: (url ?? instance?.apiUrl ?? '').replace(/\/$/, ''), patienceMs, readsLog, mailbox };
};

const requireApi = async ({ url, patienceMs }: DemoOptions): Promise<void> => {
  const api = createApiClient({ url, patienceMs, onAnswer: () => undefined, onRetry: () => undefined });
  const { status } = await api.call({ method: 'GET', path: '/health/' });
  if (status !== 200)
    throw new NotRunningError(`${url} does not look like this API: /health/ answered ${status}.`);
};

const eventJsonLine = (record: LogRecord): string =>
  JSON.stringify({
    kind: 'event',
    ...recordAsJson({ ...record, data: record.data && hidePersonal(record.data) }),
  });

const showEnd = (tools: Tools, { url }: DemoOptions, { steps, records }: Played): void => {
  const { print, paint } = tools.output;
  const total = steps.reduce((sum, { ms }) => sum + ms, 0);
  if (records.length > 0) {
    const streams = new Set(records.map(({ stream }) => stream)).size;
    print(
      `\n${paint('bold', 'What the log says')}  ${records.length} events in ${streams} streams, by cause\n`,
    );
    print(eventTree(records, steps, tools.output));
  }
  print(`\n${paint('green', '✓')} ${paint('bold', `${steps.length} steps`)} in ${timeText(total)}\n`);
  print(`  Every route to try   ${url}/api/docs/`);
  print('  The log, live        ./aidesign events tail\n');
};

const jsonEnd = (tools: Tools, { steps, records }: Played): void => {
  for (const record of records) tools.output.print(eventJsonLine(record));
  const ms = Math.round(steps.reduce((sum, step) => sum + step.ms, 0));
  const retries = steps.reduce((sum, step) => sum + step.retries, 0);
  tools.output.print(
    JSON.stringify({ kind: 'summary', ok: true, steps: steps.length, events: records.length, ms, retries }),
  );
};

interface Rounds {
  readonly times: number;
  readonly json: boolean;
}

const play = async (tools: Tools, options: DemoOptions, { times, json }: Rounds): Promise<Played> => {
  const { output } = tools;
  const show = (report: StepReport): void => output.print(json ? stepJson(report) : stepLine(report, output));
  for (let round = 1; ; round += 1) {
    if (times > 1 && !json) output.print(`${round === 1 ? '' : '\n'}Round ${round} of ${times}`);
    const played = await playOnce(tools, options, show);
    if (round === times) return played;
    if (json) jsonEnd(tools, played);
  }
};

export const demoCommand = command({
  name: 'demo',
  summary: 'Play the story on the running server and show its events',
  options: {
    url: { type: 'string', value: 'URL', summary: 'Where the API answers (default: the running instance)' },
    once: { type: 'boolean', summary: 'Play it once (the default)' },
    loop: {
      type: 'string',
      value: 'N',
      summary: 'Play it N times and bear servers that are away for up to 30 s',
    },
    ...JSON_OPTION,
  },
  examples: ['aidesign demo', 'aidesign demo --loop 20 --json'],
  run: async ({ values }, tools) => {
    if (values.once && values.loop !== undefined)
      throw new UsageError('--once and --loop contradict each other.');
    const times = timesOf(values.loop);
    const json = values.json ?? false;
    const options = await optionsOf(tools, values.url, values.loop !== undefined);
    await requireApi(options);
    if (!json) tools.output.print(`\n${tools.output.paint('bold', 'AI Design demo')}  ${options.url}\n`);
    const played = await play(tools, options, { times, json });
    if (json) jsonEnd(tools, played);
    else showEnd(tools, options, played);
  },
});
