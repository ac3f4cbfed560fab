import { lauxlib, lua, type LuaState } from './fengari.js';
import { pushFunction, pushText, setField } from './stack.js';

/** 32 bits, signed; higher ones are cut off. */
const bitsAt = (L: LuaState, index: number): number => lauxlib.luaL_checknumber(L, index) | 0;

const many = (combine: (a: number, b: number) => number) => (L: LuaState) => {
  let bits = bitsAt(L, 1);
  for (let index = 2; index <= lua.lua_gettop(L); index += 1) bits = combine(bits, bitsAt(L, index));
  return bits;
};

const swap = (bits: number): number =>
  (bits << 24) | ((bits & 0xff00) << 8) | ((bits >>> 8) & 0xff00) | (bits >>> 24);

const functions: Readonly<Record<string, (L: LuaState) => number>> = {
  tobit: (L) => bitsAt(L, 1),
  bnot: (L) => ~bitsAt(L, 1),
  bswap: (L) => swap(bitsAt(L, 1)),
  band: many((a, b) => a & b),
  bor: many((a, b) => a | b),
  bxor: many((a, b) => a ^ b),
  lshift: (L) => bitsAt(L, 1) << bitsAt(L, 2),
  rshift: (L) => bitsAt(L, 1) >>> bitsAt(L, 2),
  arshift: (L) => bitsAt(L, 1) >> bitsAt(L, 2),
  rol: (L) => (bitsAt(L, 1) << bitsAt(L, 2)) | (bitsAt(L, 1) >>> (32 - (bitsAt(L, 2) & 31))),
  ror: (L) => (bitsAt(L, 1) >>> bitsAt(L, 2)) | (bitsAt(L, 1) << (32 - (bitsAt(L, 2) & 31))),
};

const toHex = (L: LuaState): number => {
  const wanted = lua.lua_gettop(L) > 1 ? bitsAt(L, 2) : 8;
  const digits = (bitsAt(L, 1) >>> 0)
    .toString(16)
    .padStart(8, '0')
    .slice(-Math.min(8, Math.abs(wanted)));
  pushText(L, wanted < 0 ? digits.toUpperCase() : digits);
  return 1;
};

/** Pushes the table `bit`. */
export const pushBit = (L: LuaState): void => {
  lua.lua_createtable(L, 0, 12);
  for (const [name, compute] of Object.entries(functions)) {
    const run = (state: LuaState): number => {
      lua.lua_pushnumber(state, compute(state) | 0);
      return 1;
    };
    setField(L, name, () => pushFunction(L, run));
  }
  setField(L, 'tohex', () => pushFunction(L, toHex));
};
