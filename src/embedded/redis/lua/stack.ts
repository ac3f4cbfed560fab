import { NULL } from './data.js';
import { bytesToText, lua, textToBytes, type LuaFunction, type LuaState } from './fengari.js';
import type { Data } from './data.js';

const DEEPEST = 500;

export const pushText = (L: LuaState, text: string): void => {
  const bytes = textToBytes(text);
  lua.lua_pushlstring(L, bytes, bytes.length);
};

/** The text of a string or number at `index`; '' for anything else. */
export const textAt = (L: LuaState, index: number): string => {
  const bytes = lua.lua_tostring(L, index);
  return bytes === null ? '' : bytesToText(bytes);
};

/** Sets `name` of the table on top to what `push` pushes. */
export const setField = (L: LuaState, name: string, push: () => void): void => {
  pushText(L, name);
  push();
  lua.lua_rawset(L, -3);
};

/** A function that may throw `LuaError`, which scripts see as an error of their own. */
export const pushFunction = (L: LuaState, run: LuaFunction): void => {
  lua.lua_pushcfunction(L, (state) => {
    let failed: LuaError;
    try {
      return run(state);
    } catch (error) {
      if (!(error instanceof LuaError)) throw error;
      failed = error;
    }
    pushText(state, failed.message);
    return lua.lua_error(state);
  });
};

/** A wrong use of a function by a script. */
export class LuaError extends Error {
  override readonly name = 'LuaError';
}

/** Pushes `data`; `pushNull` decides what null is in Lua. */
export const pushData = (L: LuaState, data: Data, pushNull: () => void): void => {
  if (!lua.lua_checkstack(L, 4)) throw new LuaError('too deeply nested');
  if (data === null) pushNull();
  else if (typeof data === 'string') pushText(L, data);
  else if (typeof data === 'number') lua.lua_pushnumber(L, data);
  else if (typeof data === 'boolean') lua.lua_pushboolean(L, data);
  else if (data instanceof Map) {
    lua.lua_createtable(L, 0, data.size);
    for (const [key, value] of data) {
      pushData(L, key, pushNull);
      pushData(L, value, pushNull);
      lua.lua_rawset(L, -3);
    }
  } else {
    lua.lua_createtable(L, data.length, 0);
    for (const [at, value] of data.entries()) {
      pushData(L, value, pushNull);
      lua.lua_rawseti(L, -2, at + 1);
    }
  }
};

/** A table with keys 1 to n is a list, also an empty one. */
const tableAt = (L: LuaState, index: number, depth: number): Data => {
  const entries = new Map<Data, Data>();
  lua.lua_checkstack(L, 4);
  lua.lua_pushnil(L);
  const table = index < 0 ? index - 1 : index;
  while (lua.lua_next(L, table)) {
    entries.set(dataAt(L, -2, depth + 1), dataAt(L, -1, depth + 1));
    lua.lua_pop(L, 1);
  }
  const items: Data[] = [];
  for (let at = 1; at <= entries.size; at += 1) {
    const item = entries.get(at);
    if (item === undefined) return entries;
    items.push(item);
  }
  return items;
};

/** What is at `index`, with everything in it. Throws LuaError for functions and the like. */
export const dataAt = (L: LuaState, index: number, depth = 0): Data => {
  if (depth > DEEPEST) throw new LuaError('Cannot serialise, excessive depth');
  switch (lua.lua_type(L, index)) {
    case lua.LUA_TNIL:
      return null;
    case lua.LUA_TBOOLEAN:
      return lua.lua_toboolean(L, index);
    case lua.LUA_TNUMBER:
      return lua.lua_tonumber(L, index);
    case lua.LUA_TSTRING:
      return textAt(L, index);
    case lua.LUA_TTABLE:
      return tableAt(L, index, depth);
    case lua.LUA_TLIGHTUSERDATA:
      return null;
    default:
      throw new LuaError('Cannot serialise: type not supported');
  }
};

/** cjson.null */
export const pushNullMark = (L: LuaState): void => lua.lua_pushlightuserdata(L, NULL);
