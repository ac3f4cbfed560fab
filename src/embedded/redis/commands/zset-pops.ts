import { ReplyError, syntaxError, type Reply } from '../protocol/reply.js';
import { formatFloat, parseInteger } from '../values/numbers.js';
import { FIRST_KEY, WRITE, type Call, type Command, type OneMore } from './command.js';

type Popped = Readonly<{ member: string; text: string }>;

/** Takes up to `count` members with the lowest or highest scores, first the outermost. */
export const popScored = (
  db: Call['db'],
  key: string,
  { from, count }: Readonly<{ from: 'min' | 'max'; count: number }>,
): readonly Popped[] => {
  const zset = db.get(key, 'zset');
  if (zset === undefined || count === 0) return [];
  const { size } = zset;
  const found = from === 'min' ? zset.slice(0, count) : zset.slice(Math.max(0, size - count), size).reverse();
  for (const { member } of found) zset.delete(member);
  if (found.length > 0) db.changed(key);
  return found.map(({ member, score }) => ({ member, text: formatFloat(score) }));
};

const pop = (name: string, from: 'min' | 'max'): Command => ({
  name,
  arity: -2,
  flags: WRITE,
  keys: FIRST_KEY,
  run: ({ db }, [key, count = '1', tooMuch]: OneMore): Reply => {
    if (tooMuch !== undefined) throw syntaxError();
    const wanted = /^-?\d+$/.test(count) ? parseInteger(count) : -1;
    if (wanted < 0) throw new ReplyError('ERR value is out of range, must be positive');
    return popScored(db, key, { from, count: wanted }).flatMap(({ member, text }) => [member, text]);
  },
});

export const zsetPopCommands: readonly Command[] = [pop('zpopmin', 'min'), pop('zpopmax', 'max')];
