import { OK, wrongArity, type Reply } from '../protocol/reply.js';
import { intern } from '../values/intern.js';
import {
  FIRST_KEY,
  WRITE,
  type Call,
  type Command,
  type One,
  type Three,
  type ThreeMore,
  type Two,
  type TwoMore,
} from './command.js';

const put = ({ db, words }: Call, [key, ...pairs]: ThreeMore): number => {
  if (pairs.length % 2 !== 0) throw wrongArity((words[0] ?? '').toLowerCase());
  const fields = db.obtain(key, { kind: 'hash', value: new Map<string, string>() });
  const before = fields.size;
  for (let at = 0; at < pairs.length; at += 2) fields.set(intern(pairs[at] ?? ''), pairs[at + 1] ?? '');
  db.changed(key);
  return fields.size - before;
};

const remove = ({ db }: Call, [key, ...names]: TwoMore): Reply => {
  const fields = db.get(key, 'hash');
  if (fields === undefined) return 0;
  const count = names.filter((name) => fields.delete(name)).length;
  if (count > 0) db.changed(key);
  return count;
};

const setNew = (call: Call, [key, field, text]: Three): Reply =>
  call.db.get(key, 'hash')?.has(field) === true ? 0 : put(call, [key, field, text]);

const fieldsOf = ({ db }: Call, key: string): ReadonlyMap<string, string> =>
  db.get(key, 'hash') ?? new Map<string, string>();

export const hashCommands: readonly Command[] = [
  { name: 'hset', arity: -4, flags: WRITE, keys: FIRST_KEY, run: put },
  {
    name: 'hmset',
    arity: -4,
    flags: WRITE,
    keys: FIRST_KEY,
    run: (call, args: ThreeMore) => {
      put(call, args);
      return OK;
    },
  },
  { name: 'hsetnx', arity: 4, flags: WRITE, keys: FIRST_KEY, run: setNew },
  {
    name: 'hget',
    arity: 3,
    keys: FIRST_KEY,
    run: (call, [key, field]: Two) => fieldsOf(call, key).get(field) ?? null,
  },
  {
    name: 'hmget',
    arity: -3,
    keys: FIRST_KEY,
    run: (call, [key, ...names]: TwoMore) => {
      const fields = fieldsOf(call, key);
      return names.map((name) => fields.get(name) ?? null);
    },
  },
  { name: 'hgetall', arity: 2, keys: FIRST_KEY, run: (call, [key]: One) => [...fieldsOf(call, key)].flat() },
  { name: 'hkeys', arity: 2, keys: FIRST_KEY, run: (call, [key]: One) => [...fieldsOf(call, key).keys()] },
  { name: 'hvals', arity: 2, keys: FIRST_KEY, run: (call, [key]: One) => [...fieldsOf(call, key).values()] },
  { name: 'hlen', arity: 2, keys: FIRST_KEY, run: (call, [key]: One) => fieldsOf(call, key).size },
  {
    name: 'hexists',
    arity: 3,
    keys: FIRST_KEY,
    run: (call, [key, field]: Two) => Number(fieldsOf(call, key).has(field)),
  },
  {
    name: 'hstrlen',
    arity: 3,
    keys: FIRST_KEY,
    run: (call, [key, field]: Two) => fieldsOf(call, key).get(field)?.length ?? 0,
  },
  { name: 'hdel', arity: -3, flags: WRITE, keys: FIRST_KEY, run: remove },
];
