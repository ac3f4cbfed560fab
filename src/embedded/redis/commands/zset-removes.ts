import { type Reply } from '../protocol/reply.js';
import { parseInteger } from '../values/numbers.js';
import { rankRange } from '../values/rank-range.js';
import { lexRange, scoreRange, type Ranged } from '../values/score-range.js';
import { FIRST_KEY, WRITE, type Call, type Command, type Three, type TwoMore } from './command.js';

const remove = ({ db }: Call, [key, ...members]: TwoMore): Reply => {
  const zset = db.get(key, 'zset');
  const count = zset === undefined ? 0 : members.filter((member) => zset.delete(member)).length;
  if (count > 0) db.changed(key);
  return count;
};

const byRank = (start: string, stop: string): Ranged => {
  const wanted = [parseInteger(start), parseInteger(stop)] as const;
  return (zset) => rankRange(wanted, zset.size);
};

const removeRange = (name: string, ranged: (min: string, max: string) => Ranged): Command => ({
  name,
  arity: 4,
  flags: WRITE,
  keys: FIRST_KEY,
  run: ({ db }, [key, min, max]: Three) => {
    const range = ranged(min, max);
    const zset = db.get(key, 'zset');
    if (zset === undefined) return 0;
    const { first, end } = range(zset);
    const found = end > first ? zset.slice(first, end) : [];
    for (const { member } of found) zset.delete(member);
    if (found.length > 0) db.changed(key);
    return found.length;
  },
});

export const zsetRemoveCommands: readonly Command[] = [
  { name: 'zrem', arity: -3, flags: WRITE, keys: FIRST_KEY, run: remove },
  removeRange('zremrangebyrank', byRank),
  removeRange('zremrangebyscore', scoreRange),
  removeRange('zremrangebylex', lexRange),
];
