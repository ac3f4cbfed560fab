import { noSuchKey, OK, ReplyError, status, syntaxError, type Reply } from '../protocol/reply.js';
import { Deque } from '../values/deque.js';
import { globMatches } from '../values/glob.js';
import { SortedSet } from '../values/sorted-set.js';
import type { Value } from '../values/value.js';
import {
  ALL_KEYS,
  FIRST_KEY,
  TWO_KEYS,
  WRITE,
  type Call,
  type Command,
  type One,
  type Two,
  type TwoMore,
} from './command.js';

const count = (keys: readonly string[], fits: (key: string) => boolean): number => keys.filter(fits).length;

const remove = (name: string): Command => ({
  name,
  arity: -2,
  flags: WRITE,
  keys: ALL_KEYS,
  run: ({ db }, keys) => count(keys, db.remove),
});

const exists = (name: string): Command => ({
  name,
  arity: -2,
  keys: ALL_KEYS,
  run: ({ db }, keys) => count(keys, db.has),
});

const rename = ({ db }: Call, [from, to]: Two): boolean => {
  const entry = db.entry(from);
  if (entry === undefined) throw noSuchKey();
  if (from === to) return true;
  const { content, expireAt } = entry;
  db.remove(from);
  // A new key, as for a walk over all keys: the old one may have had its turn.
  db.remove(to);
  db.put(to, content, expireAt);
  return true;
};

const copied = (content: Value): Value => {
  switch (content.kind) {
    case 'string':
      return content;
    case 'hash':
      return { kind: 'hash', value: new Map(content.value) };
    case 'set':
      return { kind: 'set', value: new Set(content.value) };
    case 'list': {
      const value = new Deque();
      value.assign(content.value.slice(0, content.value.length));
      return { kind: 'list', value };
    }
    case 'zset': {
      const value = new SortedSet();
      for (const { member, score } of content.value.entries()) value.put(member, score);
      return { kind: 'zset', value };
    }
  }
};

const copy = ({ db }: Call, [from, to, ...options]: TwoMore): Reply => {
  if (options.some((option) => option.toLowerCase() !== 'replace')) throw syntaxError();
  if (from === to) throw new ReplyError('ERR source and destination objects are the same');
  const entry = db.entry(from);
  if (entry === undefined || (options.length === 0 && db.has(to))) return 0;
  db.put(to, copied(entry.content), entry.expireAt);
  return 1;
};

const matching = ({ db }: Call, [pattern]: One): Reply =>
  [...db.entries.keys()].filter((key) => globMatches(pattern, key) && db.has(key));

const randomKey = ({ db }: Call): Reply => {
  const keys = [...db.entries.keys()].filter(db.has);
  return keys[Math.floor(Math.random() * keys.length)] ?? null;
};

export const keyCommands: readonly Command[] = [
  remove('del'),
  remove('unlink'),
  exists('exists'),
  exists('touch'),
  {
    name: 'type',
    arity: 2,
    keys: FIRST_KEY,
    run: ({ db }, [key]: One) => status(db.entry(key)?.content.kind ?? 'none'),
  },
  {
    name: 'rename',
    arity: 3,
    flags: WRITE,
    keys: TWO_KEYS,
    run: (call, args: Two) => {
      rename(call, args);
      return OK;
    },
  },
  {
    name: 'renamenx',
    arity: 3,
    flags: WRITE,
    keys: TWO_KEYS,
    run: (call, [from, to]: Two) => {
      if (!call.db.has(from)) throw noSuchKey();
      return Number(!call.db.has(to) && rename(call, [from, to]));
    },
  },
  { name: 'copy', arity: -3, flags: WRITE, keys: TWO_KEYS, run: copy },
  { name: 'keys', arity: 2, run: matching },
  { name: 'randomkey', arity: 1, run: randomKey },
];
