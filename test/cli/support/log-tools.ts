import { createHistory } from '#audit/history.js';
import { logRecord, type LogRecord } from '#audit/log-record.js';
import { scanLog } from '#audit/scan-log.js';
import { COMMANDS } from '#cli/commands/index.js';
import { runCli } from '#cli/framework/run-cli.js';
import { CATALOG } from '#domain/catalog.js';
import { createCodec } from '#eventlog/codec.js';
import { createEventLog } from '#eventlog/event-log.js';
import { connectLog } from '#eventlog/log-client.js';
import type { Ended } from './cli-process.js';
import { fakeTools } from './fake-tools.js';

/** `aidesign` in this process, on a log and nothing else: much quicker than a process for each command. */
export const cliOnLog = (url: string) => {
  const client = connectLog(url);
  const log = createEventLog(client, createCodec(CATALOG));
  const history = createHistory(() => Promise.resolve(client));
  return {
    run: async (...words: string[]): Promise<Ended> => {
      const { tools, written } = fakeTools();
      const controller = new AbortController();
      const onLog = {
        ...tools,
        log: () => Promise.resolve(log),
        history: () => Promise.resolve(history),
        interrupted: () => controller.signal,
      };
      const code = await runCli({ version: '0', commands: COMMANDS }, words, onLog);
      return { code, ...written };
    },
    /** Every event of the log, as it is stored. */
    events: async (): Promise<LogRecord[]> => {
      const records: LogRecord[] = [];
      for await (const { events } of scanLog(() => Promise.resolve(client)))
        records.push(...events.map(logRecord));
      return records;
    },
    close: () => client.dispose(),
  };
};
