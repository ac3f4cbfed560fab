import { ReplyError, syntaxError, type Reply } from '../protocol/reply.js';
import { parseInteger } from '../values/numbers.js';
import { ALL_KEYS, WRITE, type Call, type Command, type OneMore, type TwoMore } from './command.js';
import { membersOf } from './sets.js';

type Combine = (sets: readonly ReadonlySet<string>[]) => ReadonlySet<string>;

const intersect: Combine = ([first = new Set(), ...others]) =>
  new Set([...first].filter((member) => others.every((set) => set.has(member))));

const unite: Combine = (sets) => new Set(sets.flatMap((set) => [...set]));

const subtract: Combine = ([first = new Set(), ...others]) =>
  new Set([...first].filter((member) => !others.some((set) => set.has(member))));

const combined = (call: Call, combine: Combine, keys: readonly string[]): ReadonlySet<string> =>
  combine(keys.map((key) => membersOf(call, key)));

const read = (name: string, combine: Combine): Command => ({
  name,
  arity: -2,
  keys: ALL_KEYS,
  run: (call, keys) => [...combined(call, combine, keys)],
});

const store = (name: string, combine: Combine): Command => ({
  name,
  arity: -3,
  flags: WRITE,
  keys: ALL_KEYS,
  run: (call, [target, ...keys]: TwoMore) => {
    const members = combined(call, combine, keys);
    if (members.size === 0) call.db.remove(target);
    else call.db.put(target, { kind: 'set', value: new Set(members) });
    return members.size;
  },
});

const countCommon = (call: Call, [numkeys, ...rest]: OneMore): Reply => {
  const count = /^\d+$/.test(numkeys) ? parseInteger(numkeys) : 0;
  if (count < 1) throw new ReplyError('ERR numkeys should be greater than 0');
  if (count > rest.length) throw new ReplyError("ERR Number of keys can't be greater than number of args");
  const [option, limit, tooMuch] = rest.slice(count);
  if ((option !== undefined && option.toLowerCase() !== 'limit') || tooMuch !== undefined)
    throw syntaxError();
  if (option !== undefined && limit === undefined) throw syntaxError();
  const most = parseInteger(limit ?? '0');
  if (most < 0) throw new ReplyError("ERR LIMIT can't be negative");
  const { size } = combined(call, intersect, rest.slice(0, count));
  return most === 0 ? size : Math.min(size, most);
};

export const setAlgebraCommands: readonly Command[] = [
  read('sinter', intersect),
  read('sunion', unite),
  read('sdiff', subtract),
  store('sinterstore', intersect),
  store('sunionstore', unite),
  store('sdiffstore', subtract),
  { name: 'sintercard', arity: -3, run: countCommon },
];
