import { ReplyError, type Reply } from '../protocol/reply.js';
import { parseInteger } from '../values/numbers.js';
import { FIRST_KEY, WRITE, type Call, type Command, type One, type Three, type Two } from './command.js';

const LONGEST = 512 * 1024 * 1024;

const checkLength = (length: number): void => {
  if (length > LONGEST) throw new ReplyError('ERR string exceeds maximum allowed size (proto-max-bulk-len)');
};

const append = ({ db }: Call, [key, more]: Two): Reply => {
  const text = (db.get(key, 'string') ?? '') + more;
  checkLength(text.length);
  db.rewrite(key, text);
  return text.length;
};

const getRange = ({ db }: Call, [key, from, to]: Three): Reply => {
  const [start, end] = [parseInteger(from), parseInteger(to)];
  const text = db.get(key, 'string') ?? '';
  if (start < 0 && end < 0 && start > end) return '';
  const first = Math.max(0, start < 0 ? text.length + start : start);
  const last = Math.max(0, end < 0 ? text.length + end : end);
  return text.slice(first, last + 1);
};

const setRange = ({ db }: Call, [key, at, part]: Three): Reply => {
  const offset = parseInteger(at);
  if (offset < 0) throw new ReplyError('ERR offset is out of range');
  const text = db.get(key, 'string');
  if (part === '') return text?.length ?? 0;
  checkLength(offset + part.length);
  const old = text ?? '';
  const next = old.padEnd(offset, '\0').slice(0, offset) + part + old.slice(offset + part.length);
  db.rewrite(key, next);
  return next.length;
};

export const stringRangeCommands: readonly Command[] = [
  { name: 'append', arity: 3, flags: WRITE, keys: FIRST_KEY, run: append },
  {
    name: 'strlen',
    arity: 2,
    keys: FIRST_KEY,
    run: ({ db }, [key]: One) => db.get(key, 'string')?.length ?? 0,
  },
  { name: 'getrange', arity: 4, keys: FIRST_KEY, run: getRange },
  { name: 'substr', arity: 4, keys: FIRST_KEY, run: getRange },
  { name: 'setrange', arity: 4, flags: WRITE, keys: FIRST_KEY, run: setRange },
];
