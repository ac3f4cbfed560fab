import { notAFloat, ReplyError, type Reply } from '../protocol/reply.js';
import { addIntegers, formatPlain, integerReply, parseInteger, readFloat } from '../values/numbers.js';
import { FIRST_KEY, WRITE, type Call, type Command, type One, type Two } from './command.js';

const add = ({ db }: Call, key: string, delta: string): Reply => {
  const sum = addIntegers(db.get(key, 'string') ?? '0', delta);
  db.rewrite(key, sum);
  return integerReply(sum);
};

const negative = (text: string): string => {
  parseInteger(text);
  if (text === '-9223372036854775808') throw new ReplyError('ERR decrement would overflow');
  if (text === '0') return text;
  return text.startsWith('-') ? text.slice(1) : `-${text}`;
};

const addFloat = (call: Call, [key, delta]: Two): Reply => {
  const old = readFloat(call.db.get(key, 'string') ?? '0');
  const by = readFloat(delta);
  if (old === undefined || by === undefined) throw notAFloat();
  const sum = old + by;
  if (!Number.isFinite(sum)) throw new ReplyError('ERR increment would produce NaN or Infinity');
  const text = formatPlain(sum);
  call.db.rewrite(key, text);
  call.log('SET', key, text, 'KEEPTTL');
  return text;
};

export const counterCommands: readonly Command[] = [
  { name: 'incr', arity: 2, flags: WRITE, keys: FIRST_KEY, run: (call, [key]: One) => add(call, key, '1') },
  { name: 'decr', arity: 2, flags: WRITE, keys: FIRST_KEY, run: (call, [key]: One) => add(call, key, '-1') },
  {
    name: 'incrby',
    arity: 3,
    flags: WRITE,
    keys: FIRST_KEY,
    run: (call, [key, by]: Two) => {
      parseInteger(by);
      return add(call, key, by);
    },
  },
  {
    name: 'decrby',
    arity: 3,
    flags: WRITE,
    keys: FIRST_KEY,
    run: (call, [key, by]: Two) => add(call, key, negative(by)),
  },
  { name: 'incrbyfloat', arity: 3, flags: WRITE, keys: FIRST_KEY, run: addFloat },
];
