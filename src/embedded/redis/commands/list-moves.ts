import { syntaxError, wrongType, type Reply } from '../protocol/reply.js';
import { TWO_KEYS, WRITE, type Call, type Command, type Four, type Two } from './command.js';
import { pushItems, takeFrom, type End } from './lists.js';

export type Move = Readonly<{ source: string; target: string; from: End; to: End }>;

export const endOf = (text: string): End => {
  const end = text.toLowerCase();
  if (end !== 'left' && end !== 'right') throw syntaxError();
  return end;
};

/** The item that was moved; null when the source has none. Throws ReplyError when the target is no list. */
export const move = (call: Pick<Call, 'db'>, { source, target, from, to }: Move): string | null => {
  const { db } = call;
  const list = db.get(source, 'list');
  if (list === undefined) return null;
  const kind = db.entry(target)?.content.kind;
  if (kind !== undefined && kind !== 'list') throw wrongType();
  const item = takeFrom(list, from) ?? '';
  // The source first: when both are the same key, it must not be taken for empty.
  if (source !== target) db.changed(source);
  pushItems(call, { key: target, end: to, items: [item] });
  return item;
};

const lmove = (call: Call, [source, target, from, to]: Four): Reply =>
  move(call, { source, target, from: endOf(from), to: endOf(to) });

export const listMoveCommands: readonly Command[] = [
  {
    name: 'rpoplpush',
    arity: 3,
    flags: WRITE,
    keys: TWO_KEYS,
    run: (call, [source, target]: Two) => move(call, { source, target, from: 'right', to: 'left' }),
  },
  { name: 'lmove', arity: 5, flags: WRITE, keys: TWO_KEYS, run: lmove },
];
