import { ReplyError, status, type Reply } from '../protocol/reply.js';
import { lua, type LuaState } from './fengari.js';
import { LuaError, pushText, setField, textAt } from './stack.js';

const pushTable = (L: LuaState, field: string, text: string): void => {
  lua.lua_createtable(L, 0, 1);
  setField(L, field, () => pushText(L, text));
};

/** A reply as scripts see it: nothing is false, a status {ok}, an error {err}. */
export const pushReply = (L: LuaState, reply: Reply): void => {
  if (!lua.lua_checkstack(L, 4)) throw new LuaError('reply too deep');
  if (typeof reply === 'string') pushText(L, reply);
  else if (typeof reply === 'number' || typeof reply === 'bigint') lua.lua_pushnumber(L, Number(reply));
  else if (reply === null) lua.lua_pushboolean(L, false);
  else if (reply instanceof ReplyError) pushTable(L, 'err', reply.message);
  else if (!('kind' in reply)) {
    lua.lua_createtable(L, reply.length, 0);
    for (const [at, item] of reply.entries()) {
      pushReply(L, item);
      lua.lua_rawseti(L, -2, at + 1);
    }
  } else if (reply.kind === 'status') pushTable(L, 'ok', reply.text);
  else lua.lua_pushboolean(L, false);
};

/** The text of a field of the table at `index`; undefined when it holds no text. */
export const fieldText = (L: LuaState, index: number, name: string): string | undefined => {
  lua.lua_pushvalue(L, index);
  pushText(L, name);
  lua.lua_rawget(L, -2);
  const isText = lua.lua_type(L, -1) === lua.LUA_TSTRING;
  const text = isText ? textAt(L, -1) : undefined;
  lua.lua_pop(L, 2);
  return text;
};

const listAt = (L: LuaState, index: number): Reply => {
  const items: Reply[] = [];
  lua.lua_checkstack(L, 4);
  lua.lua_pushvalue(L, index);
  for (let at = 1; ; at += 1) {
    lua.lua_rawgeti(L, -1, at);
    // A list ends at its first gap.
    if (lua.lua_type(L, -1) === lua.LUA_TNIL) break;
    items.push(replyAt(L, -1));
    lua.lua_pop(L, 1);
  }
  lua.lua_pop(L, 2);
  return items;
};

/** What a script gave back, as a reply. Numbers lose what is behind the point. */
export const replyAt = (L: LuaState, index: number): Reply => {
  switch (lua.lua_type(L, index)) {
    case lua.LUA_TSTRING:
      return textAt(L, index);
    case lua.LUA_TNUMBER:
      return Math.trunc(lua.lua_tonumber(L, index)) || 0;
    case lua.LUA_TBOOLEAN:
      return lua.lua_toboolean(L, index) ? 1 : null;
    case lua.LUA_TTABLE: {
      const err = fieldText(L, index, 'err');
      if (err !== undefined) return new ReplyError(err);
      const ok = fieldText(L, index, 'ok');
      return ok === undefined ? listAt(L, index) : status(ok.replace(/[\r\n]+/g, ' '));
    }
    default:
      return null;
  }
};
