import { ReplyError, wrongArity } from '../protocol/reply.js';
import { arityFits, type Command } from './command.js';

type Container = Readonly<Pick<Command, 'name' | 'arity' | 'flags'>>;

/** A command whose first argument names what it does; the arities count both names. */
export const subcommands = (container: Container, parts: readonly Command[]): Command => {
  const byName = new Map(parts.map((part) => [part.name, part]));
  return {
    ...container,
    run: (call, [name = '', ...args]) => {
      const part = byName.get(name.toLowerCase());
      if (part === undefined)
        throw new ReplyError(`ERR unknown subcommand '${name}'. Try ${container.name.toUpperCase()} HELP.`);
      if (!arityFits(part, args.length + 2)) throw wrongArity(`${container.name}|${part.name}`);
      return part.run(call, args);
    },
  };
};
