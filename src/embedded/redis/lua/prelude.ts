/**
 * What Lua 5.1 has and the VM has not, and what scripts must not have. Gives the table in which scripts live:
 * they see the libraries through it, and can change neither.
 */
export const PRELUDE = `
local error, tonumber, select, tostring = error, tonumber, select, tostring
local format, gsub, floor, ceil = string.format, string.gsub, math.floor, math.ceil
local libraries = _G
unpack = table.unpack
loadstring = load
math.pow = function(x, y) return x ^ y end
math.mod = math.fmod
table.getn = function(t) return #t end
table.maxn = function(t)
  local most = 0
  for key in pairs(t) do if type(key) == 'number' and key > most then most = key end end
  return most
end
-- %d beyond 32 bits, and cut off instead of refused
string.format = function(pattern, ...)
  local args, at = { ... }, 0
  local count = select('#', ...)
  pattern = gsub(pattern, '%%([-+ #0]*%d*%.?%d*)([%a%%])', function(flags, verb)
    if verb == '%' then return nil end
    at = at + 1
    local number = (verb == 'd' or verb == 'i') and tonumber(args[at])
    if not number then return nil end
    args[at] = number < 0 and ceil(number) or floor(number)
    return '%' .. (gsub(flags, '%..*', '')) .. '.0f'
  end)
  return format(pattern, table.unpack(args, 1, count))
end
print, dofile, loadfile, collectgarbage, require = nil, nil, nil, nil, nil
setmetatable(libraries, {
  __index = function(_, name)
    error("Script attempted to access nonexistent global variable '" .. tostring(name) .. "'", 2)
  end,
})
local scripts = setmetatable({}, {
  __index = libraries,
  __newindex = function() error('Attempt to modify a readonly table', 2) end,
  __metatable = false,
})
rawset(libraries, '_G', scripts)
return scripts
`;
