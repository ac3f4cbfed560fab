import { indexOutOfRange, noSuchKey, OK, ReplyError, syntaxError, type Reply } from '../protocol/reply.js';
import { parseInteger } from '../values/numbers.js';
import { rankRange } from '../values/rank-range.js';
import { FIRST_KEY, WRITE, type Call, type Command, type Four, type Three, type TwoMore } from './command.js';

const replaceAt = ({ db }: Call, [key, index, item]: Three): Reply => {
  const list = db.get(key, 'list');
  if (list === undefined) throw noSuchKey();
  const at = parseInteger(index);
  if (list.get(at) === undefined) throw indexOutOfRange();
  list.replace(at, item);
  db.changed(key);
  return OK;
};

/** Removes up to `count` equal items: from the front, from the back when negative, all for 0. */
const removeEqual = ({ db }: Call, [key, count, item]: Three): Reply => {
  const wanted = parseInteger(count);
  const list = db.get(key, 'list');
  if (list === undefined) return 0;
  const items = list.slice(0, list.length);
  if (wanted < 0) items.reverse();
  let left = wanted === 0 ? items.length : Math.abs(wanted);
  const kept = items.filter((other) => {
    if (other !== item || left === 0) return true;
    left -= 1;
    return false;
  });
  if (kept.length === items.length) return 0;
  list.assign(wanted < 0 ? kept.reverse() : kept);
  db.changed(key);
  return items.length - kept.length;
};

const trim = ({ db }: Call, [key, start, stop]: Three): Reply => {
  const wanted = [parseInteger(start), parseInteger(stop)] as const;
  const list = db.get(key, 'list');
  if (list === undefined) return OK;
  const { first, end } = rankRange(wanted, list.length);
  if (first === 0 && end === list.length) return OK;
  list.assign(list.slice(first, end));
  db.changed(key);
  return OK;
};

const insert = ({ db }: Call, [key, where, pivot, item]: Four): Reply => {
  const side = where.toLowerCase();
  if (side !== 'before' && side !== 'after') throw syntaxError();
  const list = db.get(key, 'list');
  if (list === undefined) return 0;
  const items = list.slice(0, list.length);
  const at = items.indexOf(pivot);
  if (at === -1) return -1;
  items.splice(side === 'before' ? at : at + 1, 0, item);
  list.assign(items);
  db.changed(key);
  return items.length;
};

type PositionOptions = { rank: number; count: number | undefined; maxlen: number };

const notNegative = (name: string, value: number): number => {
  if (value < 0) throw new ReplyError(`ERR ${name} can't be negative`);
  return value;
};

const notZero = (rank: number): number => {
  if (rank !== 0) return rank;
  throw new ReplyError(
    "ERR RANK can't be zero: use 1 to start from the first match, 2 from the second ... or use " +
      'negative to start from the end of the list',
  );
};

const positionOptions = (options: readonly string[]): PositionOptions => {
  const found: PositionOptions = { rank: 1, count: undefined, maxlen: 0 };
  for (let at = 0; at < options.length; at += 2) {
    const option = (options[at] ?? '').toLowerCase();
    const text = options[at + 1];
    if (text === undefined) throw syntaxError();
    if (option === 'rank') found.rank = notZero(parseInteger(text));
    else if (option === 'count') found.count = notNegative('COUNT', parseInteger(text));
    else if (option === 'maxlen') found.maxlen = notNegative('MAXLEN', parseInteger(text));
    else throw syntaxError();
  }
  return found;
};

const positions = ({ db }: Call, [key, item, ...options]: TwoMore): Reply => {
  const { rank, count, maxlen } = positionOptions(options);
  const list = db.get(key, 'list');
  const items = list?.slice(0, list.length) ?? [];
  const order = [...items.keys()];
  if (rank < 0) order.reverse();
  const looked = maxlen === 0 ? order : order.slice(0, maxlen);
  const found = looked.filter((at) => items[at] === item).slice(Math.abs(rank) - 1);
  if (count === undefined) return found[0] ?? null;
  return count === 0 ? found : found.slice(0, count);
};

export const listEditCommands: readonly Command[] = [
  { name: 'lset', arity: 4, flags: WRITE, keys: FIRST_KEY, run: replaceAt },
  { name: 'lrem', arity: 4, flags: WRITE, keys: FIRST_KEY, run: removeEqual },
  { name: 'ltrim', arity: 4, flags: WRITE, keys: FIRST_KEY, run: trim },
  { name: 'linsert', arity: 5, flags: WRITE, keys: FIRST_KEY, run: insert },
  { name: 'lpos', arity: -3, keys: FIRST_KEY, run: positions },
];
