import { command, type Command } from '../framework/command.js';
import { UsageError } from '../framework/errors.js';
import type { Role, Tools } from '../tools.js';

const PORT = { port: { type: 'string', value: 'PORT', summary: 'Port of the API (default 8000)' } } as const;

const withPort = (port: string | undefined) => {
  if (port === undefined) return {};
  if (!/^\d{1,5}$/.test(port)) throw new UsageError(`--port needs a number, not "${port}".`);
  return { PORT: port };
};

/** Starts a role against the servers of the environment or of the running instance. */
const beside = async (
  tools: Tools,
  role: Role,
  more: Readonly<Record<string, string>> = {},
): Promise<void> => {
  const { environment } = await tools.instance();
  await tools.start(role, { ...environment, ...more });
};

/** Commands that run a process role until Ctrl-C. */
export const roleCommands: readonly Command[] = [
  command({
    name: 'up',
    summary: 'Start everything: servers, API, follower, worker',
    options: PORT,
    examples: ['aidesign up', 'aidesign up --port 8080'],
    run: ({ values }, tools) => tools.start('up', { ...tools.environment, ...withPort(values.port) }),
  }),
  command({
    name: 'serve',
    summary: 'Start one API process',
    options: PORT,
    examples: ['aidesign serve --port 8001   (a second API beside a running instance)'],
    run: ({ values }, tools) => beside(tools, 'api', withPort(values.port)),
  }),
  command({
    name: 'follow',
    summary: 'Start one follower process: updates the read models',
    run: (_args, tools) => beside(tools, 'follow'),
  }),
  command({
    name: 'worker',
    summary: 'Start one worker process: AI, e-mail, clearing up',
    run: (_args, tools) => beside(tools, 'worker'),
  }),
];
