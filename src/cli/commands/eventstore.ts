import type { ServeOptions } from '../event-store-tools.js';
import { command, JSON_OPTION, type Command } from '../framework/command.js';
import { UsageError } from '../framework/errors.js';

const DATA = {
  data: { type: 'string', value: 'DIR', summary: 'Folder of the store (default DATA_DIR/eventstore)' },
} as const;

const required = (name: string, value: string | undefined): string => {
  if (value === undefined) throw new UsageError(`--${name} is missing.`);
  return value;
};

const portOf = (text = '2113'): number => {
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65_535)
    throw new UsageError(`--port needs a number up to 65535, not "${text}".`);
  return Number(text);
};

/** With a certificate callers have to be users; half of it is a mistake. */
const accessOf = (
  certFile: string | undefined,
  keyFile: string | undefined,
  usersFile: string | undefined,
): Pick<ServeOptions, 'tls' | 'usersFile'> => {
  if (certFile === undefined && keyFile === undefined && usersFile === undefined) return {};
  const tls = { certFile: required('tls-cert', certFile), keyFile: required('tls-key', keyFile) };
  return { tls, ...(usersFile === undefined ? {} : { usersFile }) };
};

/** Loaded when a command runs: help is quick. */
const work = () => import('../work/eventstore.js');

/** Running the embedded event store by itself, and looking after its folder. */
export const eventStoreCommands: readonly Command[] = [
  command({
    name: 'eventstore',
    summary: 'Run the embedded event store by itself',
    options: {
      ...DATA,
      port: { type: 'string', value: 'N', summary: 'Port (default 2113; 0 = any free one)' },
      host: { type: 'string', value: 'HOST', summary: 'Address to listen on (default 127.0.0.1)' },
      projections: { type: 'boolean', summary: 'Run the system projections nobody has switched' },
      'tls-cert': {
        type: 'string',
        value: 'FILE',
        summary: 'Certificate (PEM): callers have to be users then',
      },
      'tls-key': { type: 'string', value: 'FILE', summary: 'Its key (PEM)' },
      users: {
        type: 'string',
        value: 'FILE',
        summary: 'The first users (default DIR/users.json, made if missing)',
      },
      ...JSON_OPTION,
    },
    examples: [
      'aidesign eventstore --data ./store --port 2113',
      'aidesign eventstore verify --data ./store   (also: backup, restore, scavenge, copy)',
    ],
    run: async ({ values }, tools) => {
      const { data, port, host, projections = false, users, json = false } = values;
      const access = accessOf(values['tls-cert'], values['tls-key'], users);
      const options = { data, json, port: portOf(port), projections, ...access };
      await (await work()).runServe(tools, { ...options, ...(host === undefined ? {} : { host }) });
    },
  }),
  command({
    name: 'eventstore verify',
    summary: 'Check order, indexes, checksums, seals',
    options: { ...DATA, ...JSON_OPTION },
    examples: ['aidesign eventstore verify', 'aidesign eventstore verify --data ./backup --json'],
    run: async ({ values }, tools) =>
      (await work()).runVerify(tools, { data: values.data, json: values.json ?? false }),
  }),
  command({
    name: 'eventstore backup',
    summary: 'Copy the store, also while it runs',
    options: {
      ...DATA,
      to: { type: 'string', value: 'DIR', summary: 'Folder for the copy: a new or an empty one' },
      compact: { type: 'boolean', summary: 'Leave out free pages: smaller, takes longer' },
      'no-verify': { type: 'boolean', summary: 'Do not look at the copy afterwards' },
      ...JSON_OPTION,
    },
    examples: ['aidesign eventstore backup --to /backups/monday --compact'],
    run: async ({ values }, tools) => {
      const { data, compact = false, json = false } = values;
      const verify = values['no-verify'] !== true;
      const to = required('to', values.to);
      await (await work()).runBackup(tools, { data, to, compact, verify, json });
    },
  }),
  command({
    name: 'eventstore restore',
    summary: 'Make a store from a backup',
    options: {
      from: { type: 'string', value: 'DIR', summary: 'Folder of the backup' },
      data: {
        type: 'string',
        value: 'DIR',
        summary: 'Folder for the store, new or empty (default DATA_DIR/eventstore)',
      },
      ...JSON_OPTION,
    },
    examples: ['aidesign eventstore restore --from /backups/monday --data ./store'],
    run: async ({ values }, tools) => {
      const { data, json = false } = values;
      await (await work()).runRestore(tools, { data, from: required('from', values.from), json });
    },
  }),
  command({
    name: 'eventstore scavenge',
    summary: 'Remove for good what no reader can see',
    options: { ...DATA, ...JSON_OPTION },
    examples: ['aidesign eventstore scavenge --data ./store   (the store must not be running)'],
    run: async ({ values }, tools) =>
      (await work()).runScavenge(tools, { data: values.data, json: values.json ?? false }),
  }),
  command({
    name: 'eventstore copy',
    summary: 'Copy a log to another server, resumable',
    options: {
      from: { type: 'string', value: 'URL', summary: 'The source (default: that of the running instance)' },
      to: { type: 'string', value: 'URL', summary: 'The target: empty, or an earlier copy' },
      ...JSON_OPTION,
    },
    examples: [
      'aidesign eventstore copy --from "esdb://127.0.0.1:2113?tls=false" --to "esdb://log.example:2113"',
    ],
    run: async ({ values }, tools) => {
      const { from, json = false } = values;
      await (await work()).runCopy(tools, { from, to: required('to', values.to), json });
    },
  }),
];
