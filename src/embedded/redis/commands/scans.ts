// SCAN goes over all keys in steps. HSCAN, SSCAN and ZSCAN give the whole collection at once, as Redis does
// with small ones: COUNT is a hint, and a client that follows cursors gets every element either way.
import { ReplyError, syntaxError, type Reply } from '../protocol/reply.js';
import { globMatches } from '../values/glob.js';
import { formatFloat, parseInteger } from '../values/numbers.js';
import { FIRST_KEY, type Call, type Command, type OneMore, type TwoMore } from './command.js';

type Options = { pattern: string | undefined; count: number; type: string | undefined };

const readOptions = (words: readonly string[], mayType: boolean): Options => {
  const found: Options = { pattern: undefined, count: 10, type: undefined };
  for (let at = 0; at < words.length; at += 2) {
    const option = (words[at] ?? '').toLowerCase();
    const text = words[at + 1];
    if (text === undefined) throw syntaxError();
    if (option === 'match') found.pattern = text;
    else if (option === 'type' && mayType) found.type = text.toLowerCase();
    else if (option === 'count') {
      found.count = parseInteger(text);
      if (found.count < 1) throw syntaxError();
    } else throw syntaxError();
  }
  return found;
};

const readCursor = (text: string): number => {
  if (!/^\d{1,20}$/.test(text)) throw new ReplyError('ERR invalid cursor');
  return Number(text);
};

const fits = ({ pattern }: Options, text: string): boolean =>
  pattern === undefined || globMatches(pattern, text);

const scan = ({ db }: Call, [from, ...words]: OneMore): Reply => {
  const start = readCursor(from);
  const options = readOptions(words, true);
  const { cursor, keys } = db.scan(start, options.count);
  const found = keys.filter((key) => {
    const kind = fits(options, key) ? db.entry(key)?.content.kind : undefined;
    return kind !== undefined && (options.type === undefined || options.type === kind);
  });
  return [String(cursor), found];
};

/** `pairs` gives each element as the words it is told with, its name first. */
const scanWhole = (
  name: string,
  pairs: (call: Call, key: string) => readonly (readonly string[])[],
): Command => ({
  name,
  arity: -3,
  keys: FIRST_KEY,
  run: (call, [key, cursor, ...words]: TwoMore) => {
    readCursor(cursor);
    // A wrong kind, or no key at all, is told before wrong options are.
    const elements = pairs(call, key);
    if (elements.length === 0) return ['0', []];
    const options = readOptions(words, false);
    return ['0', elements.filter(([element = '']) => fits(options, element)).flat()];
  },
});

export const scanCommands: readonly Command[] = [
  { name: 'scan', arity: -2, run: scan },
  scanWhole('hscan', ({ db }, key) => [...(db.get(key, 'hash') ?? [])]),
  scanWhole('sscan', ({ db }, key) => [...(db.get(key, 'set') ?? [])].map((member) => [member])),
  scanWhole('zscan', ({ db }, key) =>
    (db.get(key, 'zset')?.entries() ?? []).map(({ member, score }) => [member, formatFloat(score)]),
  ),
];
