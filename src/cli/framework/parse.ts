import { parseArgs } from 'node:util';
import { nearest } from '#platform/similar.js';
import type { Command, OptionSpecs, ParsedArgs } from './command.js';
import { UsageError } from './errors.js';

/** Options that every command has. */
export const COMMON_OPTIONS = {
  help: { type: 'boolean', summary: 'Show this help' },
  debug: { type: 'boolean', summary: 'Show where an error came from' },
} as const satisfies OptionSpecs;

type Token = ReturnType<typeof tokensOf>[number];
type OptionToken = Extract<Token, { kind: 'option' }>;

/** Lenient on purpose: what is wrong is said here, in our words. */
const tokensOf = (words: readonly string[], options: OptionSpecs) => {
  const known = Object.fromEntries(Object.entries(options).map(([name, { type }]) => [name, { type }]));
  const help = { ...known, help: { type: 'boolean', short: 'h' } as const };
  return parseArgs({ args: [...words], options: help, strict: false, allowPositionals: true, tokens: true })
    .tokens;
};

const didYouMean = (word: string, known: readonly string[]): string | undefined => {
  const meant = nearest(word, known);
  return meant === undefined ? undefined : `Did you mean --${meant}?`;
};

const valueOf = (
  { name, rawName, value, inlineValue }: OptionToken,
  options: OptionSpecs,
): string | boolean => {
  const spec = options[name];
  if (!spec) throw new UsageError(`There is no option ${rawName}.`, didYouMean(name, Object.keys(options)));
  if (spec.type === 'boolean') {
    if (value !== undefined) throw new UsageError(`${rawName} takes no value.`);
    return true;
  }
  const looksLikeOption = inlineValue === false && value.startsWith('--');
  if (value === undefined || value === '' || looksLikeOption) {
    throw new UsageError(`${rawName} needs a value: ${rawName} ${spec.value ?? 'VALUE'}.`);
  }
  return value;
};

/** `[stream]` may be left out, `<plan>` may not. */
const isNeeded = (positional: string): boolean => !positional.startsWith('[');

const requirePositionals = (given: readonly string[], { name, positionals }: Command): void => {
  const missing = positionals[given.length];
  if (missing !== undefined && isNeeded(missing))
    throw new UsageError(`${missing} is missing.`, usageLine(name, positionals));
  const extra = given[positionals.length];
  if (extra !== undefined)
    throw new UsageError(`"${extra}" is one word too many.`, usageLine(name, positionals));
};

const usageLine = (name: string, positionals: readonly string[]): string =>
  `Usage: aidesign ${[name, ...positionals].join(' ')} [options]`;

/** Whether `--help` or `-h` is among the words, so that help is shown whatever else is wrong. */
export const asksForHelp = (words: readonly string[]): boolean =>
  words.some((word) => word === '--help' || word === '-h');

/** The words after a command's name as its arguments. Throws `UsageError` with a suggestion. */
export const parseCommandLine = (command: Command, words: readonly string[]): ParsedArgs => {
  const options = { ...command.options, ...COMMON_OPTIONS };
  const values: Record<string, string | boolean> = {};
  const positionals: string[] = [];
  for (const token of tokensOf(words, options)) {
    if (token.kind === 'option') values[token.name] = valueOf(token, options);
    if (token.kind === 'positional') positionals.push(token.value);
  }
  requirePositionals(positionals, command);
  return { values, positionals };
};
