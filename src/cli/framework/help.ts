import type { Command, OptionSpecs } from './command.js';
import { COMMON_OPTIONS } from './parse.js';

const columns = (rows: readonly (readonly [string, string])[]): string[] => {
  const width = Math.max(...rows.map(([left]) => left.length)) + 2;
  return rows.map(([left, right]) => `  ${left.padEnd(width)}${right}`);
};

const optionRows = (options: OptionSpecs): (readonly [string, string])[] =>
  Object.entries(options).map(([name, { type, value, summary }]) => [
    type === 'boolean' ? `--${name}` : `--${name} ${value ?? 'VALUE'}`,
    summary,
  ]);

const EXIT_CODES = 'Exit codes: 0 done, 1 failed, 2 usage, 3 not running, 4 not found.';

/** Help of one command. */
export const commandHelp = ({ name, summary, positionals, options, examples }: Command): string => {
  const usage = ['aidesign', name, ...positionals, '[options]'].join(' ');
  const lines = [summary, '', `Usage: ${usage}`, '', 'Options:'];
  lines.push(...columns(optionRows({ ...options, ...COMMON_OPTIONS })));
  if (examples.length > 0) lines.push('', 'Examples:', ...examples.map((example) => `  ${example}`));
  return [...lines, ''].join('\n');
};

/** Help of the program, or of the commands that begin with one word. */
export const overview = (commands: readonly Command[], group?: string): string => {
  const shown = commands.filter(({ name }) => group === undefined || name.startsWith(`${group} `));
  const head =
    group === undefined
      ? ['aidesign: runs and looks after the AI Design backend', '', 'Usage: aidesign <command> [options]']
      : [`Usage: aidesign ${group} <command> [options]`];
  const rows = shown.map(({ name, summary }) => [name, summary] as const);
  const foot =
    group === undefined
      ? ['', 'aidesign <command> --help tells more; --version prints the version.', EXIT_CODES]
      : ['', `aidesign ${group} <command> --help tells more.`];
  return [...head, '', 'Commands:', ...columns(rows), ...foot, ''].join('\n');
};
