import { OK, ReplyError, status, syntaxError, type Reply } from '../protocol/reply.js';
import { globMatches } from '../values/glob.js';
import type { Value } from '../values/value.js';
import { infoText } from '../engine/info.js';
import { subcommands } from './subcommands.js';
import { WRITE, type Call, type Command, type One, type Two } from './command.js';

const flush = (name: string): Command => ({
  name,
  arity: -1,
  flags: WRITE,
  run: ({ db, log }, [how, tooMuch]): Reply => {
    if (tooMuch !== undefined || (how !== undefined && !['async', 'sync'].includes(how.toLowerCase())))
      throw syntaxError();
    db.clear();
    log('FLUSHALL');
    return OK;
  },
});

const now = (): Reply => {
  const microseconds = Math.floor((performance.timeOrigin + performance.now()) * 1000);
  return [String(Math.floor(microseconds / 1e6)), String(microseconds % 1e6)];
};

const CONFIG: Readonly<Record<string, string>> = {
  appendonly: 'yes',
  appendfsync: 'everysec',
  databases: '1',
  maxmemory: '0',
  'maxmemory-policy': 'noeviction',
  'notify-keyspace-events': '',
  'proto-max-bulk-len': '536870912',
  save: '',
};

const configGet = (_call: Call, patterns: readonly string[]): Reply =>
  Object.entries(CONFIG)
    .filter(([name]) => patterns.some((pattern) => globMatches(pattern.toLowerCase(), name)))
    .flat();

const configSet = (_call: Call, [name]: Two): Reply => {
  throw new ReplyError(
    `ERR CONFIG SET failed (possibly related to argument '${name}') - can't set immutable config`,
  );
};

const encodingOf = ({ kind, value }: Value): string => {
  switch (kind) {
    case 'string':
      if (/^-?[1-9]\d{0,17}$|^0$/.test(value)) return 'int';
      return value.length <= 44 ? 'embstr' : 'raw';
    case 'list':
      return 'quicklist';
    case 'zset':
      return 'skiplist';
    case 'hash':
    case 'set':
      return 'hashtable';
  }
};

const ofObject = (name: string, tell: (value: Value) => Reply): Command => ({
  name,
  arity: 3,
  run: ({ db }, [key]: One) => {
    const entry = db.entry(key);
    return entry === undefined ? null : tell(entry.content);
  },
});

const description = ({ name, arity, flags = [], keys = [0, 0, 0] }: Command): Reply => [
  name,
  arity,
  [flags.includes('write') ? 'write' : 'readonly'].map(status),
  ...keys,
];

export const serverCommands: readonly Command[] = [
  flush('flushall'),
  flush('flushdb'),
  { name: 'dbsize', arity: 1, run: ({ db }) => db.size() },
  { name: 'time', arity: 1, run: now },
  { name: 'info', arity: -1, run: ({ engine }, sections) => infoText(engine, sections) },
  { name: 'lastsave', arity: 1, run: ({ engine }) => Math.floor(engine.startedAt / 1000) },
  {
    name: 'bgrewriteaof',
    arity: 1,
    flags: ['no-script'],
    run: ({ engine }) => {
      engine.compact();
      return status('Background append only file rewriting started');
    },
  },
  subcommands({ name: 'config', arity: -2, flags: ['no-script'] }, [
    { name: 'get', arity: -3, run: configGet },
    { name: 'set', arity: -4, run: configSet },
    { name: 'resetstat', arity: 2, run: () => OK },
  ]),
  subcommands({ name: 'object', arity: -2 }, [
    ofObject('encoding', encodingOf),
    ofObject('refcount', () => 1),
    ofObject('idletime', () => 0),
  ]),
  {
    name: 'command',
    arity: -1,
    run: ({ engine: { commands } }, [part, ...names]) => {
      const wanted = part?.toLowerCase();
      if (wanted === undefined) return commands.all.map(description);
      if (wanted === 'count') return commands.all.length;
      if (wanted === 'docs') return [];
      if (wanted !== 'info') throw new ReplyError(`ERR unknown subcommand '${part}'. Try COMMAND HELP.`);
      const found = names.map((name) => commands.find(name));
      return found.map((command) => (command === undefined ? null : description(command)));
    },
  },
];
