import { NIL_ARRAY, ReplyError, type Reply } from '../protocol/reply.js';
import { Deque } from '../values/deque.js';
import { parseInteger } from '../values/numbers.js';
import { rankRange } from '../values/rank-range.js';
import {
  FIRST_KEY,
  WRITE,
  type Call,
  type Command,
  type One,
  type OneMore,
  type Three,
  type Two,
  type TwoMore,
} from './command.js';

export type End = 'left' | 'right';

const pushTo = (list: Deque, end: End, item: string): void =>
  end === 'left' ? list.unshift(item) : list.push(item);

export const takeFrom = (list: Deque, end: End): string | undefined =>
  end === 'left' ? list.shift() : list.pop();

type Push = Readonly<{ key: string; end: End; items: readonly string[] }>;

export const pushItems = ({ db }: Pick<Call, 'db'>, { key, end, items }: Push): number => {
  const list = db.obtain(key, { kind: 'list', value: new Deque() });
  for (const item of items) pushTo(list, end, item);
  db.changed(key);
  return list.length;
};

const push = (name: string, end: End, ifThere: boolean): Command => ({
  name,
  arity: -3,
  flags: WRITE,
  keys: FIRST_KEY,
  run: (call, [key, ...items]: TwoMore) =>
    ifThere && call.db.get(key, 'list') === undefined ? 0 : pushItems(call, { key, end, items }),
});

const countOf = (text: string): number => {
  const count = /^-?\d+$/.test(text) ? parseInteger(text) : Number.NaN;
  if (!(count >= 0)) throw new ReplyError('ERR value is out of range, must be positive');
  return count;
};

const takeMany = (
  { db }: Call,
  key: string,
  { end, wanted }: Readonly<{ end: End; wanted: number }>,
): Reply => {
  const list = db.get(key, 'list');
  if (list === undefined) return NIL_ARRAY;
  const count = Math.min(wanted, list.length);
  const items = Array.from({ length: count }, () => takeFrom(list, end) ?? '');
  if (count > 0) db.changed(key);
  return items;
};

const pop = (name: string, end: End): Command => ({
  name,
  arity: -2,
  flags: WRITE,
  keys: FIRST_KEY,
  run: (call, [key, count, tooMuch]: OneMore) => {
    if (tooMuch !== undefined) throw new ReplyError(`ERR wrong number of arguments for '${name}' command`);
    if (count !== undefined) return takeMany(call, key, { end, wanted: countOf(count) });
    const list = call.db.get(key, 'list');
    const item = list && takeFrom(list, end);
    if (item === undefined) return null;
    call.db.changed(key);
    return item;
  },
});

const range = ({ db }: Call, [key, start, stop]: Three): Reply => {
  const wanted = [parseInteger(start), parseInteger(stop)] as const;
  const list = db.get(key, 'list');
  if (list === undefined) return [];
  const { first, end } = rankRange(wanted, list.length);
  return list.slice(first, end);
};

export const listCommands: readonly Command[] = [
  push('lpush', 'left', false),
  push('rpush', 'right', false),
  push('lpushx', 'left', true),
  push('rpushx', 'right', true),
  pop('lpop', 'left'),
  pop('rpop', 'right'),
  {
    name: 'llen',
    arity: 2,
    keys: FIRST_KEY,
    run: ({ db }, [key]: One) => db.get(key, 'list')?.length ?? 0,
  },
  { name: 'lrange', arity: 4, keys: FIRST_KEY, run: range },
  {
    name: 'lindex',
    arity: 3,
    keys: FIRST_KEY,
    run: ({ db }, [key, index]: Two) => {
      const list = db.get(key, 'list');
      return list?.get(parseInteger(index)) ?? null;
    },
  },
];
