import type { Tools } from '../tools.js';

/** An option of a command: `--name VALUE`, or `--name` alone when it is boolean. */
export interface OptionSpec {
  readonly type: 'string' | 'boolean';
  readonly summary: string;
  /** Stands for the value in the help, such as `ID`. */
  readonly value?: string;
}

export type OptionSpecs = Readonly<Record<string, OptionSpec>>;

type ValueOf<S extends OptionSpec> = S['type'] extends 'boolean' ? boolean : string;

/** What was given on the command line, checked against the command's options and positionals. */
export interface Args<O extends OptionSpecs> {
  readonly values: { readonly [Name in keyof O]?: ValueOf<O[Name]> };
  readonly positionals: readonly string[];
}

/** The same, for the framework, which does not know the options. */
export interface ParsedArgs {
  readonly values: Readonly<Record<string, string | boolean>>;
  readonly positionals: readonly string[];
}

/**
 * One sub-command. `run` answers when the work is done; it throws to fail (exit-codes.ts says with which
 * code).
 */
export interface Command {
  /** One or two words, as typed: `migrate`, `events tail`. */
  readonly name: string;
  readonly summary: string;
  /** Positionals in order, such as `<plan>`; those in brackets (`[stream]`) may be left out. */
  readonly positionals: readonly string[];
  readonly options: OptionSpecs;
  /** Lines for the end of the help. */
  readonly examples: readonly string[];
  readonly run: (args: ParsedArgs, tools: Tools) => Promise<void>;
}

interface CommandSpec<O extends OptionSpecs> {
  readonly name: string;
  readonly summary: string;
  readonly positionals?: readonly string[];
  readonly options?: O;
  readonly examples?: readonly string[];
  readonly run: (args: Args<O>, tools: Tools) => Promise<void>;
}

/** Declares a command; its `run` sees the types its options declare. */
export const command = <const O extends OptionSpecs = Record<string, never>>(spec: CommandSpec<O>): Command =>
  ({ positionals: [], options: {}, examples: [], ...spec }) as Command;

/** For commands whose answer a program may read. */
export const JSON_OPTION = {
  json: { type: 'boolean', summary: 'Print JSON, one value a line' },
} as const;
