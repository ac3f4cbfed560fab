import type { Client } from '../engine/client.js';
import type { Keyspace } from '../engine/keyspace.js';
import type { Engine } from '../engine/engine.js';
import type { Reply } from '../protocol/reply.js';

/** A command at work. */
export type Call = Readonly<{
  db: Keyspace;
  client: Client;
  engine: Engine;
  /** The command as it was given, with its name. */
  words: readonly string[];
  /** May wait for an element: not in a transaction or script. */
  mayBlock: boolean;
  /** What goes into the file instead of the command itself: the same effect at any later time. */
  log: (...words: readonly string[]) => void;
}>;

export type Flag =
  /** May change keys: refused when nothing can be written. */
  | 'write'
  /** Not from scripts. */
  | 'no-script'
  /** Before the password was given, too. */
  | 'no-auth'
  /** By who listens to channels, too. */
  | 'subscribed'
  /** Its parts are logged, not itself. */
  | 'compound'
  /** Runs at once inside MULTI. */
  | 'no-queue';

export type Command = Readonly<{
  name: string;
  /** As in Redis: words with the name; negative: at least. */
  arity: number;
  flags?: readonly Flag[];
  /** First key, last key (negative: from the end), step; for COMMAND. */
  keys?: readonly [number, number, number];
  /**
   * `args` are without the name. A method on purpose: the arity was checked before, so a command may claim
   * as many arguments as its arity promises.
   */
  run(call: Call, args: readonly string[]): Reply;
}>;

export type One = readonly [string];
export type Two = readonly [string, string];
export type Three = readonly [string, string, string];
export type Four = readonly [string, string, string, string];
export type OneMore = readonly [string, ...string[]];
export type TwoMore = readonly [string, string, ...string[]];
export type ThreeMore = readonly [string, string, string, ...string[]];

export const WRITE: readonly Flag[] = ['write'];
export const FIRST_KEY = [1, 1, 1] as const;
export const ALL_KEYS = [1, -1, 1] as const;
export const TWO_KEYS = [1, 2, 1] as const;

/** Fits a word count the arity of a command? */
export const arityFits = ({ arity }: Command, count: number): boolean =>
  arity >= 0 ? count === arity : count >= -arity;
