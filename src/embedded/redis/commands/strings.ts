import { OK, syntaxError, type Reply } from '../protocol/reply.js';
import { expiryOption, isExpiryUnit } from './expire-time.js';
import {
  FIRST_KEY,
  WRITE,
  type Call,
  type Command,
  type One,
  type Three,
  type Two,
  type TwoMore,
} from './command.js';

type SetOptions = {
  expiry?: readonly [unit: string, time: string | undefined];
  keepTtl: boolean;
  when: 'nx' | 'xx' | undefined;
  get: boolean;
};

const setOptions = (options: readonly string[]): SetOptions => {
  const found: SetOptions = { keepTtl: false, when: undefined, get: false };
  for (let at = 0; at < options.length; at += 1) {
    const option = (options[at] ?? '').toLowerCase();
    if (option === 'get') found.get = true;
    else if ((option === 'nx' || option === 'xx') && (found.when ?? option) === option) found.when = option;
    else if (option === 'keepttl' && found.expiry === undefined) found.keepTtl = true;
    else if (isExpiryUnit(option) && found.expiry === undefined && !found.keepTtl) {
      at += 1;
      found.expiry = [option, options[at]];
    } else throw syntaxError();
  }
  return found;
};

/** Stores and logs the moment of expiry, not the time that is left. */
const store = (call: Call, [key, text]: Two, expireAt: number | undefined): void => {
  call.db.put(key, { kind: 'string', value: text }, expireAt);
  if (expireAt === undefined) call.log('SET', key, text);
  else call.log('SET', key, text, 'PXAT', String(expireAt));
};

const set = (call: Call, [key, text, ...options]: TwoMore): Reply => {
  const { expiry, keepTtl, when, get } = setOptions(options);
  const expireAt = expiry && expiryOption(call, ...expiry);
  const old = get ? (call.db.get(key, 'string') ?? null) : null;
  const allowed = when === undefined || call.db.has(key) === (when === 'xx');
  if (!allowed) return get ? old : null;
  store(call, [key, text], keepTtl ? call.db.entry(key)?.expireAt : expireAt);
  return get ? old : OK;
};

const setFor =
  (unit: 'ex' | 'px') =>
  (call: Call, [key, time, text]: Three): Reply => {
    store(call, [key, text], expiryOption(call, unit, time));
    return OK;
  };

const getEx = (call: Call, [key, ...options]: readonly [string, ...string[]]): Reply => {
  const [option, time, tooMuch] = options;
  const persist = option?.toLowerCase() === 'persist';
  if (tooMuch !== undefined || (persist && time !== undefined)) throw syntaxError();
  const expireAt =
    option === undefined || persist ? undefined : expiryOption(call, option.toLowerCase(), time);
  const text = call.db.get(key, 'string');
  if (text === undefined || option === undefined) return text ?? null;
  const now = call.db.entry(key)?.expireAt;
  if (persist && now === undefined) return text;
  call.db.setExpiry(key, expireAt);
  if (expireAt === undefined) call.log('PERSIST', key);
  else call.log('PEXPIREAT', key, String(expireAt));
  return text;
};

export const stringCommands: readonly Command[] = [
  {
    name: 'get',
    arity: 2,
    keys: FIRST_KEY,
    run: ({ db }, [key]: One) => db.get(key, 'string') ?? null,
  },
  { name: 'set', arity: -3, flags: WRITE, keys: FIRST_KEY, run: set },
  {
    name: 'setnx',
    arity: 3,
    flags: WRITE,
    keys: FIRST_KEY,
    run: (call, [key, text]: Two) => {
      if (call.db.has(key)) return 0;
      store(call, [key, text], undefined);
      return 1;
    },
  },
  { name: 'setex', arity: 4, flags: WRITE, keys: FIRST_KEY, run: setFor('ex') },
  { name: 'psetex', arity: 4, flags: WRITE, keys: FIRST_KEY, run: setFor('px') },
  {
    name: 'getset',
    arity: 3,
    flags: WRITE,
    keys: FIRST_KEY,
    run: (call, [key, text]: Two) => {
      const old = call.db.get(key, 'string') ?? null;
      store(call, [key, text], undefined);
      return old;
    },
  },
  {
    name: 'getdel',
    arity: 2,
    flags: WRITE,
    keys: FIRST_KEY,
    run: ({ db }, [key]: One) => {
      const text = db.get(key, 'string') ?? null;
      if (text !== null) db.remove(key);
      return text;
    },
  },
  { name: 'getex', arity: -2, flags: WRITE, keys: FIRST_KEY, run: getEx },
];
