import type { Tools } from '../tools.js';
import type { Command } from './command.js';
import { FailedQuietly, UsageError } from './errors.js';
import { describeError, EXIT, exitCodeOf, type ExitCode } from './exit-codes.js';
import { findCommand } from './find-command.js';
import { commandHelp, overview } from './help.js';
import { asksForHelp, parseCommandLine } from './parse.js';
import { nearest } from '#platform/similar.js';

export interface Program {
  readonly version: string;
  readonly commands: readonly Command[];
}

const PROGRAM_OPTIONS = ['--help', '-h', '--version', '-V', '--debug'];

const runProgramItself = ({ version, commands }: Program, words: readonly string[], tools: Tools): void => {
  const strange = words.find((word) => !PROGRAM_OPTIONS.includes(word));
  if (strange !== undefined) {
    const meant = nearest(strange, PROGRAM_OPTIONS);
    const hint = meant === undefined ? 'aidesign --help lists the commands.' : `Did you mean ${meant}?`;
    throw new UsageError(`There is no option ${strange}.`, hint);
  }
  const wantsVersion = words.includes('--version') || words.includes('-V');
  tools.output.print(wantsVersion ? version : overview(commands).trimEnd());
};

const whichOf = (group: string, commands: readonly Command[]): UsageError => {
  const own = commands
    .filter(({ name }) => name.startsWith(`${group} `))
    .map(({ name }) => `aidesign ${name}`);
  return new UsageError(`Which command of "${group}"?`, `There is: ${own.join(', ')}`);
};

const dispatch = async (program: Program, words: readonly string[], tools: Tools): Promise<void> => {
  const found = findCommand(program.commands, words);
  switch (found.kind) {
    case 'program':
      runProgramItself(program, words, tools);
      return;
    case 'group': {
      if (!asksForHelp(found.rest)) throw whichOf(found.group, program.commands);
      tools.output.print(overview(program.commands, found.group).trimEnd());
      return;
    }
    case 'command':
      if (asksForHelp(found.rest)) tools.output.print(commandHelp(found.command).trimEnd());
      else await found.command.run(parseCommandLine(found.command, found.rest), tools);
  }
};

const report = (error: unknown, tools: Tools, debug: boolean): void => {
  if (error instanceof FailedQuietly) return;
  tools.output.warn(describeError(error));
  if (debug && error instanceof Error) tools.output.warn(error.stack ?? error.message);
};

/** Carries out one command line and answers the exit code of the process. Never throws. */
export const runCli = async (program: Program, words: readonly string[], tools: Tools): Promise<ExitCode> => {
  try {
    await dispatch(program, words, tools);
    return EXIT.ok;
  } catch (error) {
    report(error, tools, words.includes('--debug'));
    return exitCodeOf(error);
  }
};
