// The Lua VM, set up to count as Redis' Lua 5.1 does: every number is a double, "10" .. 0 is "100". Its own
// integers have 32 bits and would wrap around at two billion.
import { createRequire } from 'node:module';
import { formatG } from './data.js';

/** A Lua state; only the functions below know what is in it. */
export type LuaState = Readonly<{ kind?: 'lua-state' }>;

/** Gives how many results it pushed. */
export type LuaFunction = (L: LuaState) => number;

type Lua = Readonly<{
  LUA_MULTRET: number;
  LUA_OK: number;
  LUA_REGISTRYINDEX: number;
  LUA_TBOOLEAN: number;
  LUA_TLIGHTUSERDATA: number;
  LUA_TNIL: number;
  LUA_TNUMBER: number;
  LUA_TSTRING: number;
  LUA_TTABLE: number;
  lua_call: (L: LuaState, args: number, results: number) => void;
  lua_checkstack: (L: LuaState, size: number) => boolean;
  lua_createtable: (L: LuaState, items: number, fields: number) => void;
  lua_error: (L: LuaState) => number;
  lua_gettop: (L: LuaState) => number;
  lua_insert: (L: LuaState, index: number) => void;
  lua_next: (L: LuaState, index: number) => boolean | number;
  lua_pcall: (...call: readonly [L: LuaState, args: number, results: number, handler: number]) => number;
  lua_pop: (L: LuaState, count: number) => void;
  lua_pushboolean: (L: LuaState, value: boolean) => void;
  lua_pushcfunction: (L: LuaState, value: LuaFunction) => void;
  lua_pushlightuserdata: (L: LuaState, value: unknown) => void;
  lua_pushlstring: (L: LuaState, bytes: Uint8Array, length: number) => void;
  lua_pushnil: (L: LuaState) => void;
  lua_pushnumber: (L: LuaState, value: number) => void;
  lua_pushvalue: (L: LuaState, index: number) => void;
  lua_rawget: (L: LuaState, index: number) => number;
  lua_rawgeti: (L: LuaState, index: number, at: number) => number;
  lua_rawseti: (L: LuaState, index: number, at: number) => void;
  lua_rawset: (L: LuaState, index: number) => void;
  lua_settop: (L: LuaState, index: number) => void;
  lua_setupvalue: (L: LuaState, index: number, at: number) => unknown;
  lua_toboolean: (L: LuaState, index: number) => boolean;
  lua_tonumber: (L: LuaState, index: number) => number;
  lua_tostring: (L: LuaState, index: number) => Uint8Array | null;
  lua_type: (L: LuaState, index: number) => number;
}>;

type Auxiliary = Readonly<{
  luaL_checknumber: (L: LuaState, index: number) => number;
  luaL_loadbuffer: (
    ...chunk: readonly [L: LuaState, source: Uint8Array, length: number, name: Uint8Array]
  ) => number;
  luaL_newstate: () => LuaState;
  luaL_ref: (L: LuaState, table: number) => number;
  luaL_requiref: (
    ...library: readonly [L: LuaState, name: Uint8Array, open: LuaFunction, global: boolean]
  ) => void;
  luaL_unref: (L: LuaState, table: number, ref: number) => void;
  luaL_where: (L: LuaState, level: number) => void;
}>;

type Libraries = Readonly<
  Record<'luaopen_base' | 'luaopen_table' | 'luaopen_string' | 'luaopen_math', LuaFunction>
>;

type Fengari = Readonly<{ lua: Lua; lauxlib: Auxiliary; lualib: Libraries }>;

type Cell = Readonly<{ setfltvalue: (value: number) => void; value: number; ttisinteger: () => boolean }>;
type Objects = { luaO_str2num: (source: Uint8Array, target: Cell) => number };

// Read once, when the package is loaded.
process.env['FENGARICONF'] = JSON.stringify({ LUA_COMPAT_FLOATSTRING: true });
const require = createRequire(import.meta.url);

/** Numerals in scripts, and texts that become numbers, are floats. */
const makeNumeralsFloats = (objects: Objects): void => {
  const convert = objects.luaO_str2num;
  objects.luaO_str2num = (source, target) => {
    const length = convert(source, target);
    if (length === 0 || !target.ttisinteger()) return length;
    // Decimal ones that do not fit 32 bits are floats already; hexadecimal ones would have wrapped.
    const text = bytesToText(source).replace(/\0.*$/s, '').trim();
    const hex = /^([+-]?)(0x[\da-f]+)$/i.exec(text);
    target.setfltvalue(hex ? Number(hex[2]) * (hex[1] === '-' ? -1 : 1) : target.value);
    return length;
  };
};

/** One character per byte, as everywhere in this server. */
export const bytesToText = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');

export const textToBytes = (text: string): Uint8Array => Buffer.from(text, 'latin1');

// The settings need it loaded before themselves.
require('fengari/src/defs.js');
// %.14g, as Lua 5.1 prints numbers; taken over by the other modules when they are loaded.
const printing = require('fengari/src/luaconf.js') as { lua_number2str: (value: number) => string };
printing.lua_number2str = (value) => formatG(value, 14);

export const { lua, lauxlib, lualib } = require('fengari') as Fengari;
makeNumeralsFloats(require('fengari/src/lobject.js') as Objects);
