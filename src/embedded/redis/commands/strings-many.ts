import { OK, wrongArity, type Reply } from '../protocol/reply.js';
import { ALL_KEYS, WRITE, type Call, type Command, type TwoMore } from './command.js';

const pairs = ({ words }: Call, args: readonly string[]): (readonly [string, string])[] => {
  if (args.length % 2 !== 0) throw wrongArity((words[0] ?? '').toLowerCase());
  return Array.from({ length: args.length / 2 }, (_, n) => [args[2 * n] ?? '', args[2 * n + 1] ?? '']);
};

const textOrNull = ({ db }: Call, key: string): string | null => {
  const content = db.entry(key)?.content;
  return content?.kind === 'string' ? content.value : null;
};

const putAll = (call: Call, args: TwoMore): void => {
  for (const [key, value] of pairs(call, args)) call.db.put(key, { kind: 'string', value });
};

const msetnx = (call: Call, args: TwoMore): Reply => {
  if (pairs(call, args).some(([key]) => call.db.has(key))) return 0;
  putAll(call, args);
  return 1;
};

export const stringManyCommands: readonly Command[] = [
  { name: 'mget', arity: -2, keys: ALL_KEYS, run: (call, keys) => keys.map((key) => textOrNull(call, key)) },
  {
    name: 'mset',
    arity: -3,
    flags: WRITE,
    keys: [1, -1, 2],
    run: (call, args: TwoMore) => {
      putAll(call, args);
      return OK;
    },
  },
  { name: 'msetnx', arity: -3, flags: WRITE, keys: [1, -1, 2], run: msetnx },
];
