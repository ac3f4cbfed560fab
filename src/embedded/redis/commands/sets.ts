import { ReplyError, wrongType, type Reply } from '../protocol/reply.js';
import { parseInteger } from '../values/numbers.js';
import {
  FIRST_KEY,
  TWO_KEYS,
  WRITE,
  type Call,
  type Command,
  type One,
  type OneMore,
  type Three,
  type Two,
  type TwoMore,
} from './command.js';

const NONE: ReadonlySet<string> = new Set();

export const membersOf = ({ db }: Pick<Call, 'db'>, key: string): ReadonlySet<string> =>
  db.get(key, 'set') ?? NONE;

const add = ({ db }: Call, [key, ...members]: TwoMore): Reply => {
  const set = db.obtain(key, { kind: 'set', value: new Set<string>() });
  const before = set.size;
  for (const member of members) set.add(member);
  if (set.size > before) db.changed(key);
  return set.size - before;
};

const remove = ({ db }: Call, [key, ...members]: TwoMore): Reply => {
  const set = db.get(key, 'set');
  const count = set === undefined ? 0 : members.filter((member) => set.delete(member)).length;
  if (count > 0) db.changed(key);
  return count;
};

/** Fisher and Yates, stopped after `count`. */
const draw = (members: ReadonlySet<string>, count: number): readonly string[] => {
  const pool = [...members];
  const wanted = Math.min(count, pool.length);
  for (let at = 0; at < wanted; at += 1) {
    const other = at + Math.floor(Math.random() * (pool.length - at));
    [pool[at], pool[other]] = [pool[other] ?? '', pool[at] ?? ''];
  }
  return pool.slice(0, wanted);
};

const pop = (call: Call, [key, count, tooMuch]: OneMore): Reply => {
  if (tooMuch !== undefined) throw new ReplyError('ERR syntax error');
  const wanted = count === undefined ? 1 : parseInteger(count);
  if (wanted < 0) throw new ReplyError('ERR value is out of range, must be positive');
  const set = call.db.get(key, 'set');
  const drawn = set === undefined ? [] : draw(set, wanted);
  for (const member of drawn) set?.delete(member);
  if (drawn.length > 0) {
    call.db.changed(key);
    // Drawn by lot: the file names the members.
    call.log('SREM', key, ...drawn);
  }
  return count === undefined ? (drawn[0] ?? null) : drawn;
};

const randomMember = (call: Call, [key, count, tooMuch]: OneMore): Reply => {
  if (tooMuch !== undefined) throw new ReplyError('ERR syntax error');
  const wanted = count === undefined ? 1 : parseInteger(count);
  const members = membersOf(call, key);
  if (count === undefined) return draw(members, 1)[0] ?? null;
  if (wanted >= 0) return draw(members, wanted);
  const pool = [...members];
  if (pool.length === 0) return [];
  return Array.from({ length: -wanted }, () => pool[Math.floor(Math.random() * pool.length)] ?? '');
};

const move = ({ db }: Call, [source, target, member]: Three): Reply => {
  const from = db.get(source, 'set');
  const kind = db.entry(target)?.content.kind;
  if (from === undefined) return 0;
  if (kind !== undefined && kind !== 'set') throw wrongType();
  if (source === target) return Number(from.has(member));
  if (!from.delete(member)) return 0;
  db.changed(source);
  db.obtain(target, { kind: 'set', value: new Set<string>() }).add(member);
  db.changed(target);
  return 1;
};

export const setCommands: readonly Command[] = [
  { name: 'sadd', arity: -3, flags: WRITE, keys: FIRST_KEY, run: add },
  { name: 'srem', arity: -3, flags: WRITE, keys: FIRST_KEY, run: remove },
  { name: 'spop', arity: -2, flags: WRITE, keys: FIRST_KEY, run: pop },
  { name: 'srandmember', arity: -2, keys: FIRST_KEY, run: randomMember },
  { name: 'smove', arity: 4, flags: WRITE, keys: TWO_KEYS, run: move },
  { name: 'smembers', arity: 2, keys: FIRST_KEY, run: (call, [key]: One) => [...membersOf(call, key)] },
  { name: 'scard', arity: 2, keys: FIRST_KEY, run: (call, [key]: One) => membersOf(call, key).size },
  {
    name: 'sismember',
    arity: 3,
    keys: FIRST_KEY,
    run: (call, [key, member]: Two) => Number(membersOf(call, key).has(member)),
  },
  {
    name: 'smismember',
    arity: -3,
    keys: FIRST_KEY,
    run: (call, [key, ...members]: TwoMore) => {
      const set = membersOf(call, key);
      return members.map((member) => Number(set.has(member)));
    },
  },
];
