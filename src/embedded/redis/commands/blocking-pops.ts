import { NIL_ARRAY, NOTHING, type Reply } from '../protocol/reply.js';
import { type Call, type Command, type Flag, type TwoMore } from './command.js';
import { timeoutMs } from './expire-time.js';
import { takeFrom, type End } from './lists.js';
import { endOf, move, type Move } from './list-moves.js';
import { popScored } from './zset-pops.js';

/** Takes an element of a key and logs it as the command that does not wait; undefined: nothing there. */
type Take = (call: Pick<Call, 'db' | 'engine'>, key: string) => Reply | undefined;

const BLOCKING: readonly Flag[] = ['write', 'compound'];

type Waiting = Readonly<{ keys: readonly string[]; take: Take; timeout: string; nothing: Reply }>;

/** Is there anything of the right kind? Another kind is an error at once, and no reason to wake later. */
const takeNow = (call: Call, { keys, take }: Waiting, kind: 'list' | 'zset'): Reply | undefined => {
  for (const key of keys) {
    call.db.get(key, kind);
    const found = take(call, key);
    if (found !== undefined) return found;
  }
  return undefined;
};

const takeOrWait = (call: Call, waiting: Waiting, kind: 'list' | 'zset'): Reply => {
  const ms = timeoutMs(waiting.timeout);
  const found = takeNow(call, waiting, kind);
  if (found !== undefined) return found;
  if (!call.mayBlock) return waiting.nothing;
  call.engine.blocking.wait({
    client: call.client,
    keys: [...new Set(waiting.keys)],
    timeoutMs: ms,
    nothing: waiting.nothing,
    attempt: (key) => (call.db.entry(key)?.content.kind === kind ? waiting.take(call, key) : undefined),
  });
  return NOTHING;
};

const popList =
  (end: End): Take =>
  ({ db, engine }, key) => {
    const list = db.get(key, 'list');
    const item = list && takeFrom(list, end);
    if (item === undefined) return undefined;
    db.changed(key);
    engine.log.append([end === 'left' ? 'LPOP' : 'RPOP', key]);
    return [key, item];
  };

const popZset =
  (from: 'min' | 'max'): Take =>
  ({ db, engine }, key) => {
    const [popped] = popScored(db, key, { from, count: 1 });
    if (popped === undefined) return undefined;
    engine.log.append(['ZREM', key, popped.member]);
    return [key, popped.member, popped.text];
  };

const popFirst = (name: string, take: Take, kind: 'list' | 'zset'): Command => ({
  name,
  arity: -3,
  flags: BLOCKING,
  keys: [1, -2, 1],
  run: (call, args: TwoMore) => {
    const keys = args.slice(0, -1);
    return takeOrWait(call, { keys, take, timeout: args.at(-1) ?? '', nothing: NIL_ARRAY }, kind);
  },
});

const moveOne =
  ({ target, from, to }: Omit<Move, 'source'>): Take =>
  (call, source) => {
    const item = move(call, { source, target, from, to });
    if (item === null) return undefined;
    call.engine.log.append(['LMOVE', source, target, from, to]);
    return item;
  };

export const blockingCommands: readonly Command[] = [
  popFirst('blpop', popList('left'), 'list'),
  popFirst('brpop', popList('right'), 'list'),
  popFirst('bzpopmin', popZset('min'), 'zset'),
  popFirst('bzpopmax', popZset('max'), 'zset'),
  {
    name: 'brpoplpush',
    arity: 4,
    flags: BLOCKING,
    keys: [1, 2, 1],
    run: (call, [source, target, timeout]: readonly [string, string, string]) => {
      const take = moveOne({ target, from: 'right', to: 'left' });
      return takeOrWait(
        call,
        { keys: [source], take, timeout, nothing: call.mayBlock ? NIL_ARRAY : null },
        'list',
      );
    },
  },
  {
    name: 'blmove',
    arity: 6,
    flags: BLOCKING,
    keys: [1, 2, 1],
    run: (call, [source, target, from, to, timeout]: readonly [string, string, string, string, string]) => {
      const take = moveOne({ target, from: endOf(from), to: endOf(to) });
      return takeOrWait(
        call,
        { keys: [source], take, timeout, nothing: call.mayBlock ? NIL_ARRAY : null },
        'list',
      );
    },
  },
];
