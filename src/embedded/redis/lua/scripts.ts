// Lua scripts: compiled once, run by their hash.
// Promises: a script runs alone from start to end; an error in it is a reply, with what it changed before
// kept, as in Redis. Does not: stop a script that never ends. Not there: struct, functions, debugging.
import { createHash } from 'node:crypto';
import type { Call } from '../commands/command.js';
import { ReplyError, type Reply } from '../protocol/reply.js';
import { pushBit } from './bit.js';
import { pushCjson } from './cjson.js';
import { pushCmsgpack } from './cmsgpack.js';
import { lauxlib, lua, lualib, textToBytes, type LuaState } from './fengari.js';
import { PRELUDE } from './prelude.js';
import { pushRedisLibrary } from './redis-library.js';
import { fieldText, replyAt } from './replies.js';
import { pushText, setField, textAt } from './stack.js';

export type Scripts = Readonly<{
  /** Compiles and keeps it; gives its hash. Throws ReplyError. */
  load: (source: string) => string;
  has: (sha: string) => boolean;
  forgetAll: () => void;
  /** Throws ReplyError when there is no such script. */
  run: (call: Call, sha: string, given: ScriptInput) => Reply;
}>;

export type ScriptInput = Readonly<{ keys: readonly string[]; args: readonly string[] }>;

const CHUNK_NAME = textToBytes('@user_script');

const compile = (L: LuaState, source: string): void => {
  const bytes = textToBytes(source);
  if (lauxlib.luaL_loadbuffer(L, bytes, bytes.length, CHUNK_NAME) === lua.LUA_OK) return;
  const reason = textAt(L, -1);
  lua.lua_pop(L, 1);
  throw new ReplyError(`ERR Error compiling script (new function): ${reason}`);
};

const openLibraries = (L: LuaState, current: () => Call): void => {
  const standard = { _G: lualib.luaopen_base, table: lualib.luaopen_table };
  const more = { string: lualib.luaopen_string, math: lualib.luaopen_math };
  for (const [name, open] of Object.entries({ ...standard, ...more })) {
    lauxlib.luaL_requiref(L, textToBytes(name), open, true);
    lua.lua_pop(L, 1);
  }
  lua.lua_rawgeti(L, lua.LUA_REGISTRYINDEX, 2);
  setField(L, 'redis', () => pushRedisLibrary(L, current));
  setField(L, 'cjson', () => pushCjson(L));
  setField(L, 'cmsgpack', () => pushCmsgpack(L));
  setField(L, 'bit', () => pushBit(L));
  lua.lua_pop(L, 1);
};

/** Runs the prelude and gives a reference to what scripts see as the global table. */
const prepare = (L: LuaState): number => {
  compile(L, PRELUDE);
  lua.lua_call(L, 0, 1);
  return lauxlib.luaL_ref(L, lua.LUA_REGISTRYINDEX);
};

const pushTexts = (L: LuaState, texts: readonly string[]): void => {
  lua.lua_createtable(L, texts.length, 0);
  for (const [at, text] of texts.entries()) {
    pushText(L, text);
    lua.lua_rawseti(L, -2, at + 1);
  }
};

const setInput = (L: LuaState, { keys, args }: ScriptInput): void => {
  lua.lua_rawgeti(L, lua.LUA_REGISTRYINDEX, 2);
  setField(L, 'KEYS', () => pushTexts(L, keys));
  setField(L, 'ARGV', () => pushTexts(L, args));
  lua.lua_pop(L, 1);
};

/** The error on top of the stack in the words of Redis 7. */
const scriptError = (L: LuaState, sha: string): ReplyError => {
  const isTable = lua.lua_type(L, -1) === lua.LUA_TTABLE;
  const text = isTable ? (fieldText(L, -1, 'err') ?? 'ERR unknown error') : `ERR ${textAt(L, -1)}`;
  const line = isTable ? fieldText(L, -1, 'line') : /user_script:(\d+):/.exec(text)?.[1];
  const where = line === undefined ? '' : ` script: ${sha}, on @user_script:${line}.`;
  return new ReplyError(`${text}${where}`);
};

export const createScripts = (): Scripts => {
  const L = lauxlib.luaL_newstate();
  const compiled = new Map<string, number>();
  let running: Call | undefined;
  const current = (): Call => {
    if (running === undefined) throw new Error('no script is at work');
    return running;
  };
  openLibraries(L, current);
  const globals = prepare(L);

  const load = (source: string): string => {
    const sha = createHash('sha1').update(source, 'latin1').digest('hex');
    if (compiled.has(sha)) return sha;
    compile(L, source);
    lua.lua_rawgeti(L, lua.LUA_REGISTRYINDEX, globals);
    lua.lua_setupvalue(L, -2, 1);
    compiled.set(sha, lauxlib.luaL_ref(L, lua.LUA_REGISTRYINDEX));
    return sha;
  };
  const run = (call: Call, sha: string, given: ScriptInput): Reply => {
    const ref = compiled.get(sha);
    if (ref === undefined) throw new ReplyError('NOSCRIPT No matching script. Please use EVAL.');
    running = call;
    try {
      setInput(L, given);
      lua.lua_rawgeti(L, lua.LUA_REGISTRYINDEX, ref);
      if (lua.lua_pcall(L, 0, 1, 0) !== lua.LUA_OK) return scriptError(L, sha);
      return replyAt(L, -1);
    } finally {
      running = undefined;
      lua.lua_settop(L, 0);
    }
  };
  const forgetAll = (): void => {
    for (const ref of compiled.values()) lauxlib.luaL_unref(L, lua.LUA_REGISTRYINDEX, ref);
    compiled.clear();
  };
  return { load, has: (sha) => compiled.has(sha), forgetAll, run };
};
