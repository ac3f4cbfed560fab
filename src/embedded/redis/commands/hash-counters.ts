import { ReplyError, type Reply } from '../protocol/reply.js';
import {
  addIntegers,
  formatPlain,
  integerReply,
  parseFloatOrThrow,
  parseInteger,
  readFloat,
} from '../values/numbers.js';
import { FIRST_KEY, WRITE, type Call, type Command, type Three } from './command.js';

const setField = ({ db }: Call, [key, field, text]: Three): void => {
  db.obtain(key, { kind: 'hash', value: new Map<string, string>() }).set(field, text);
  db.changed(key);
};

const sumOf = (old: string, delta: string): string => {
  try {
    return addIntegers(old, delta);
  } catch (error) {
    // The same refusal in the words of hashes.
    const overflow = error instanceof ReplyError && error.message.includes('overflow');
    throw overflow ? error : new ReplyError('ERR hash value is not an integer');
  }
};

const add = (call: Call, [key, field, delta]: Three): Reply => {
  parseInteger(delta);
  const sum = sumOf(call.db.get(key, 'hash')?.get(field) ?? '0', delta);
  setField(call, [key, field, sum]);
  return integerReply(sum);
};

const addFloat = (call: Call, [key, field, delta]: Three): Reply => {
  const by = parseFloatOrThrow(delta);
  if (!Number.isFinite(by)) throw new ReplyError('ERR value is NaN or Infinity');
  const old = readFloat(call.db.get(key, 'hash')?.get(field) ?? '0');
  if (old === undefined) throw new ReplyError('ERR hash value is not a float');
  const sum = old + by;
  if (!Number.isFinite(sum)) throw new ReplyError('ERR increment would produce NaN or Infinity');
  const text = formatPlain(sum);
  setField(call, [key, field, text]);
  call.log('HSET', key, field, text);
  return text;
};

export const hashCounterCommands: readonly Command[] = [
  { name: 'hincrby', arity: 4, flags: WRITE, keys: FIRST_KEY, run: add },
  { name: 'hincrbyfloat', arity: 4, flags: WRITE, keys: FIRST_KEY, run: addFloat },
];
