import { nearest } from '#platform/similar.js';
import type { Command } from './command.js';
import { UsageError } from './errors.js';

/** What the first words of the command line name. */
export type Found =
  | { readonly kind: 'command'; readonly command: Command; readonly rest: readonly string[] }
  | { readonly kind: 'group'; readonly group: string; readonly rest: readonly string[] }
  | { readonly kind: 'program' };

const unknown = (word: string, commands: readonly Command[]): UsageError => {
  const names = commands.map(({ name }) => name);
  const groups = names.flatMap((name) => (name.includes(' ') ? name.split(' ') : []));
  const meant = nearest(word, [...names, ...groups]);
  const full = names.find((name) => name === meant || name.split(' ').includes(meant ?? ' ')) ?? meant;
  const hint = full === undefined ? 'aidesign --help lists the commands.' : `Did you mean: aidesign ${full}`;
  return new UsageError(`There is no command "${word}".`, hint);
};

const unknownInGroup = (group: string, word: string, commands: readonly Command[]): UsageError => {
  const own = commands.filter(({ name }) => name.startsWith(`${group} `)).map(({ name }) => name);
  const meant = nearest(`${group} ${word}`, own) ?? own[0] ?? group;
  return new UsageError(`There is no command "${group} ${word}".`, `Did you mean: aidesign ${meant}`);
};

/** Finds the command. Throws `UsageError` with a suggestion when the words name none. */
export const findCommand = (commands: readonly Command[], words: readonly string[]): Found => {
  const [first, second] = words;
  if (first === undefined || first.startsWith('-')) return { kind: 'program' };
  const single = commands.find(({ name }) => name === first);
  const isGroup = commands.some(({ name }) => name.startsWith(`${first} `));
  // A command may also be the first word of others: what follows it then has to be one of those, or an option.
  if (single && !(isGroup && second?.startsWith('-') === false))
    return { kind: 'command', command: single, rest: words.slice(1) };
  if (!isGroup) throw unknown(first, commands);
  if (second === undefined || second.startsWith('-'))
    return { kind: 'group', group: first, rest: words.slice(1) };
  const double = commands.find(({ name }) => name === `${first} ${second}`);
  if (!double) throw unknownInGroup(first, second, commands);
  return { kind: 'command', command: double, rest: words.slice(2) };
};
