import { ReplyError, type Reply } from '../protocol/reply.js';
import { parseInteger } from '../values/numbers.js';
import { FIRST_KEY, WRITE, type Call, type Command, type One, type TwoMore } from './command.js';
import { invalidExpire } from './expire-time.js';

const OPTIONS = ['nx', 'xx', 'gt', 'lt'];

const readOptions = (words: readonly string[]): ReadonlySet<string> => {
  const options = new Set(words.map((word) => word.toLowerCase()));
  for (const option of options)
    if (!OPTIONS.includes(option))
      throw new ReplyError(`ERR Unsupported option ${option.split('\0')[0] ?? ''}`);
  if (options.has('nx') && options.size > 1)
    throw new ReplyError('ERR NX and XX, GT or LT options at the same time are not compatible');
  if (options.has('gt') && options.has('lt'))
    throw new ReplyError('ERR GT and LT options at the same time are not compatible');
  return options;
};

/** A key without a time lives for ever, which is longer than anything. */
const isWanted = (options: ReadonlySet<string>, now: number | undefined, next: number): boolean => {
  if (options.has('nx') && now !== undefined) return false;
  if (options.has('xx') && now === undefined) return false;
  if (options.has('gt') && next <= (now ?? Infinity)) return false;
  return !(options.has('lt') && next >= (now ?? Infinity));
};

const expire = (name: string, inMs: (value: number, now: number) => number): Command => ({
  name,
  arity: -3,
  flags: WRITE,
  keys: FIRST_KEY,
  run: (call, [key, text, ...words]: TwoMore): Reply => {
    const options = readOptions(words);
    const at = inMs(parseInteger(text), call.db.now());
    if (Math.abs(at) >= 2 ** 63) throw invalidExpire(name);
    const entry = call.db.entry(key);
    if (entry === undefined || !isWanted(options, entry.expireAt, at)) return 0;
    // While the file is replayed the key lives on: what follows may change it before its end is told.
    if (at > call.db.now() || call.db.keepsExpired()) {
      call.db.setExpiry(key, at);
      call.log('PEXPIREAT', key, String(at));
    } else {
      call.db.remove(key);
      call.log('DEL', key);
    }
    return 1;
  },
});

const timeOf = (name: string, tell: (expireAt: number, now: number) => number): Command => ({
  name,
  arity: 2,
  keys: FIRST_KEY,
  run: ({ db }, [key]: One) => {
    const entry = db.entry(key);
    if (entry === undefined) return -2;
    return entry.expireAt === undefined ? -1 : tell(entry.expireAt, db.now());
  },
});

const persist = ({ db }: Call, [key]: One): Reply => {
  if (db.entry(key)?.expireAt === undefined) return 0;
  db.setExpiry(key, undefined);
  return 1;
};

export const expiryCommands: readonly Command[] = [
  expire('expire', (seconds, now) => now + seconds * 1000),
  expire('pexpire', (ms, now) => now + ms),
  expire('expireat', (seconds) => seconds * 1000),
  expire('pexpireat', (ms) => ms),
  timeOf('ttl', (at, now) => Math.round((at - now) / 1000)),
  timeOf('pttl', (at, now) => at - now),
  timeOf('expiretime', (at) => Math.round(at / 1000)),
  timeOf('pexpiretime', (at) => at),
  { name: 'persist', arity: 2, flags: WRITE, keys: FIRST_KEY, run: persist },
];
