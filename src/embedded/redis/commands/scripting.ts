import { OK, ReplyError, type Reply } from '../protocol/reply.js';
import { parseInteger } from '../values/numbers.js';
import type { ScriptInput } from '../lua/scripts.js';
import { subcommands } from './subcommands.js';
import type { Call, Command, Flag, One, TwoMore } from './command.js';

const COMPOUND: readonly Flag[] = ['no-script', 'compound'];

const inputOf = (numkeys: string, rest: readonly string[]): ScriptInput => {
  const count = parseInteger(numkeys);
  if (count < 0) throw new ReplyError("ERR Number of keys can't be negative");
  if (count > rest.length) throw new ReplyError("ERR Number of keys can't be greater than number of args");
  return { keys: rest.slice(0, count), args: rest.slice(count) };
};

const evaluate = (call: Call, [source, numkeys, ...rest]: TwoMore): Reply => {
  const input = inputOf(numkeys, rest);
  const { scripts } = call.engine;
  return scripts.run(call, scripts.load(source), input);
};

const evaluateKnown = (call: Call, [sha, numkeys, ...rest]: TwoMore): Reply =>
  call.engine.scripts.run(call, sha.toLowerCase(), inputOf(numkeys, rest));

export const scriptCommands: readonly Command[] = [
  { name: 'eval', arity: -3, flags: COMPOUND, run: evaluate },
  { name: 'evalsha', arity: -3, flags: COMPOUND, run: evaluateKnown },
  subcommands({ name: 'script', arity: -2, flags: ['no-script'] }, [
    { name: 'load', arity: 3, run: ({ engine }, [source]: One) => engine.scripts.load(source) },
    {
      name: 'exists',
      arity: -3,
      run: ({ engine }, shas) => shas.map((sha) => Number(engine.scripts.has(sha.toLowerCase()))),
    },
    {
      name: 'flush',
      arity: -2,
      run: ({ engine }) => {
        engine.scripts.forgetAll();
        return OK;
      },
    },
    {
      name: 'kill',
      arity: 2,
      run: () => {
        throw new ReplyError('NOTBUSY No scripts in execution right now.');
      },
    },
  ]),
];
