import { ReplyError, syntaxError, type Reply } from '../protocol/reply.js';
import { formatFloat, parseFloatOrThrow } from '../values/numbers.js';
import { SortedSet } from '../values/sorted-set.js';
import { FIRST_KEY, WRITE, type Call, type Command, type Three, type ThreeMore } from './command.js';

const OPTIONS = ['nx', 'xx', 'gt', 'lt', 'ch', 'incr'] as const;
type Option = (typeof OPTIONS)[number];
type Options = ReadonlySet<Option>;
type Pair = readonly [score: number, member: string];

const optionIn = (word: string | undefined): Option | undefined =>
  OPTIONS.find((option) => option === word?.toLowerCase());

const checkOptions = (options: Options, pairs: number): void => {
  if (options.has('nx') && options.has('xx'))
    throw new ReplyError('ERR XX and NX options at the same time are not compatible');
  if ([options.has('gt'), options.has('lt'), options.has('nx')].filter(Boolean).length > 1)
    throw new ReplyError('ERR GT, LT, and/or NX options at the same time are not compatible');
  if (options.has('incr') && pairs > 1)
    throw new ReplyError('ERR INCR option supports a single increment-element pair');
};

const split = (args: readonly string[]): Readonly<{ options: Options; pairs: readonly Pair[] }> => {
  const options = new Set<Option>();
  let at = 0;
  for (let option = optionIn(args[at]); option !== undefined; option = optionIn(args[at])) {
    options.add(option);
    at += 1;
  }
  const words = args.slice(at);
  if (words.length === 0 || words.length % 2 !== 0) throw syntaxError();
  checkOptions(options, words.length / 2);
  const pairs = Array.from({ length: words.length / 2 }, (_, n): Pair => [
    parseFloatOrThrow(words[2 * n] ?? ''),
    words[2 * n + 1] ?? '',
  ]);
  return { options, pairs };
};

/** What the member's score becomes; undefined: the options forbid a change. */
const nextScore = (options: Options, old: number | undefined, given: number): number | undefined => {
  if (old === undefined) return options.has('xx') ? undefined : given;
  if (options.has('nx')) return undefined;
  const score = options.has('incr') ? old + given : given;
  if (Number.isNaN(score)) throw new ReplyError('ERR resulting score is not a number (NaN)');
  if ((options.has('gt') && score <= old) || (options.has('lt') && score >= old)) return undefined;
  return score;
};

type Outcome = { added: number; moved: number; score: number | undefined };

const putAll = (zset: SortedSet, options: Options, pairs: readonly Pair[]): Outcome => {
  const outcome: Outcome = { added: 0, moved: 0, score: undefined };
  for (const [given, member] of pairs) {
    const old = zset.score(member);
    const score = nextScore(options, old, given);
    outcome.score = score;
    if (score === undefined) continue;
    zset.put(member, score);
    if (old === undefined) outcome.added += 1;
    else if (score !== old) outcome.moved += 1;
  }
  return outcome;
};

const add = ({ db }: Call, [key, ...args]: ThreeMore): Reply => {
  const { options, pairs } = split(args);
  const there = db.get(key, 'zset');
  const zset = there ?? new SortedSet();
  const { added, moved, score } = putAll(zset, options, pairs);
  if (added + moved > 0) {
    if (there === undefined) db.obtain(key, { kind: 'zset', value: zset });
    db.changed(key);
  }
  if (options.has('incr')) return score === undefined ? null : formatFloat(score);
  return options.has('ch') ? added + moved : added;
};

const increment = (call: Call, [key, by, member]: Three): Reply => {
  parseFloatOrThrow(by);
  return add(call, [key, 'incr', by, member]);
};

export const zsetAddCommands: readonly Command[] = [
  { name: 'zadd', arity: -4, flags: WRITE, keys: FIRST_KEY, run: add },
  { name: 'zincrby', arity: 4, flags: WRITE, keys: FIRST_KEY, run: increment },
];
