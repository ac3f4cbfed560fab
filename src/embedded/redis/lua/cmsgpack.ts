import { lua, type LuaState } from './fengari.js';
import { packMessage } from './message-pack-write.js';
import { unpackMessages } from './message-pack-read.js';
import { dataAt, LuaError, pushData, pushFunction, pushText, setField, textAt } from './stack.js';

const pack = (L: LuaState): number => {
  const count = lua.lua_gettop(L);
  if (count === 0) throw new LuaError("bad argument #0 to 'pack' (MessagePack pack needs input.)");
  let packed = '';
  for (let index = 1; index <= count; index += 1) packed += packMessage(dataAt(L, index));
  pushText(L, packed);
  return 1;
};

const unpack = (L: LuaState): number => {
  const values = unpackMessages(textAt(L, 1));
  if (!lua.lua_checkstack(L, values.length)) throw new LuaError('too many values');
  for (const value of values) pushData(L, value, () => lua.lua_pushnil(L));
  return values.length;
};

/** Pushes the table `cmsgpack`. */
export const pushCmsgpack = (L: LuaState): void => {
  lua.lua_createtable(L, 0, 2);
  setField(L, 'pack', () => pushFunction(L, pack));
  setField(L, 'unpack', () => pushFunction(L, unpack));
};
