import type { Position } from '#platform/position.js';

/** What a command did to a stream, remembered for its retries. */
export interface RecentCommand {
  readonly requestHash: string;
  readonly firstRevision: number;
  readonly lastRevision: number;
  readonly position: Position;
}

type Commands = ReadonlyMap<string, RecentCommand>;

/**
 * The last commands of a stream and always the first one, by command id. Two maps, so that remembering one more command
 * copies a few of them and not all.
 */
export interface RecentCommands {
  readonly older: Commands;
  /** At most `TOGETHER`; what is here counts, whatever `older` says. */
  readonly newer: Commands;
}

const REMEMBERED = 200;
const TOGETHER = 20;

export const NO_COMMANDS: RecentCommands = { older: new Map(), newer: new Map() };

export const findCommand = ({ older, newer }: RecentCommands, id: string): RecentCommand | undefined =>
  newer.get(id) ?? older.get(id);

/** Keeps the first command (creations are recognised by it for ever) and the newest ones. */
const merged = ({ older, newer }: RecentCommands): Commands => {
  const all = [...new Map([...older, ...newer])];
  return new Map(all.length > REMEMBERED + 1 ? [...all.slice(0, 1), ...all.slice(-REMEMBERED)] : all);
};

/** With one command more, or a known one as it is now. What was given is left as it was. */
export const rememberCommand = (
  recent: RecentCommands,
  id: string,
  command: RecentCommand,
): RecentCommands => {
  const newer = new Map(recent.newer).set(id, command);
  if (newer.size < TOGETHER) return { older: recent.older, newer };
  return { older: merged({ older: recent.older, newer }), newer: new Map() };
};
