import { createHash } from 'node:crypto';
import { arityFits } from '../commands/command.js';
import { runCommand, refuseUnwritable } from '../engine/execute.js';
import { REDIS_VERSION } from '../engine/version.js';
import { ReplyError, type Reply } from '../protocol/reply.js';
import type { Call } from '../commands/command.js';
import { formatG } from './data.js';
import { lauxlib, lua, type LuaFunction, type LuaState } from './fengari.js';
import { pushReply } from './replies.js';
import { LuaError, pushFunction, pushText, setField, textAt } from './stack.js';

const sha1 = (text: string): string => createHash('sha1').update(text, 'latin1').digest('hex');

const argumentAt = (L: LuaState, index: number): string => {
  const type = lua.lua_type(L, index);
  if (type === lua.LUA_TSTRING) return textAt(L, index);
  if (type === lua.LUA_TNUMBER) return formatG(lua.lua_tonumber(L, index), 17);
  throw new ReplyError('ERR Lua redis lib command arguments must be strings or integers');
};

const argumentsOf = (L: LuaState): readonly string[] => {
  const count = lua.lua_gettop(L);
  if (count === 0) throw new ReplyError('ERR Please specify at least one argument for this redis.call()');
  return Array.from({ length: count }, (_, at) => argumentAt(L, at + 1));
};

/** Runs a command in the name of a script. Throws ReplyError. */
const runFromScript = ({ engine, client }: Call, words: readonly string[]): Reply => {
  const command = engine.commands.find(words[0] ?? '');
  if (command === undefined) throw new ReplyError('ERR Unknown Redis command called from script');
  if (!arityFits(command, words.length))
    throw new ReplyError('ERR Wrong number of args calling Redis command from script');
  const refused = ['no-script', 'no-queue'].some((flag) => command.flags?.some((own) => own === flag));
  if (refused) throw new ReplyError('ERR This Redis command is not allowed from script');
  refuseUnwritable(engine, command);
  return runCommand(command, { engine, client, words, mayBlock: false });
};

const attempt = (work: () => Reply): Reply => {
  try {
    return work();
  } catch (error) {
    if (error instanceof ReplyError) return error;
    throw error;
  }
};

/** The line of the script that is at work, for the message. */
const lineOf = (L: LuaState): string => {
  lauxlib.luaL_where(L, 1);
  const line = /:(\d+):/.exec(textAt(L, -1))?.[1] ?? '';
  lua.lua_pop(L, 1);
  return line;
};

const callFunction =
  (current: () => Call, raises: boolean): LuaFunction =>
  (L) => {
    const reply = attempt(() => runFromScript(current(), argumentsOf(L)));
    pushReply(L, reply);
    if (!raises || !(reply instanceof ReplyError)) return 1;
    const line = lineOf(L);
    setField(L, 'line', () => pushText(L, line));
    return lua.lua_error(L);
  };

/** `text` as an error reply has it: a code in front. */
const withCode = (text: string): string => {
  const bare = text.replace(/^-/, '');
  return bare.includes(' ') ? bare : `ERR ${bare}`;
};

const single =
  (field: 'ok' | 'err', change: (text: string) => string): LuaFunction =>
  (L) => {
    const usable = lua.lua_gettop(L) === 1 && lua.lua_type(L, 1) === lua.LUA_TSTRING;
    const text = usable ? change(textAt(L, 1)) : 'ERR wrong number or type of arguments';
    lua.lua_createtable(L, 0, 1);
    setField(L, usable ? field : 'err', () => pushText(L, text));
    return 1;
  };

const hash: LuaFunction = (L) => {
  if (lua.lua_gettop(L) !== 1) throw new LuaError('wrong number of arguments');
  pushText(L, sha1(textAt(L, 1)));
  return 1;
};

/** Levels have numbers; what is logged goes nowhere. */
const LEVELS = { LOG_DEBUG: 0, LOG_VERBOSE: 1, LOG_NOTICE: 2, LOG_WARNING: 3 };

const answer =
  (push: (L: LuaState) => void): LuaFunction =>
  (L) => {
    push(L);
    return 1;
  };

/** Pushes the table `redis`; `current` is the EVAL at work. */
export const pushRedisLibrary = (L: LuaState, current: () => Call): void => {
  const functions: Readonly<Record<string, LuaFunction>> = {
    call: callFunction(current, true),
    pcall: callFunction(current, false),
    error_reply: single('err', withCode),
    status_reply: single('ok', (text) => text),
    sha1hex: hash,
    log: () => 0,
    setresp: () => 0,
    set_repl: () => 0,
    replicate_commands: answer((state) => lua.lua_pushboolean(state, true)),
    breakpoint: answer((state) => lua.lua_pushboolean(state, false)),
  };
  lua.lua_createtable(L, 0, 16);
  for (const [name, run] of Object.entries(functions)) setField(L, name, () => pushFunction(L, run));
  for (const [name, level] of Object.entries(LEVELS)) setField(L, name, () => lua.lua_pushnumber(L, level));
  setField(L, 'REDIS_VERSION', () => pushText(L, REDIS_VERSION));
};
