import { encodeCommand } from '../protocol/encode.js';
import { formatFloat } from '../values/numbers.js';
import type { Entry } from '../engine/keyspace.js';
import type { Value } from '../values/value.js';

// Words per command: keeps each command, and the stack that builds it, small.
const PER_COMMAND = 128;

const makingOf = (content: Value): Readonly<{ command: string; words: readonly string[] }> => {
  switch (content.kind) {
    case 'string':
      return { command: 'SET', words: [content.value] };
    case 'list':
      return { command: 'RPUSH', words: content.value.slice(0, content.value.length) };
    case 'hash':
      return { command: 'HSET', words: [...content.value].flat() };
    case 'set':
      return { command: 'SADD', words: [...content.value] };
    case 'zset':
      return {
        command: 'ZADD',
        words: content.value.entries().flatMap(({ member, score }) => [formatFloat(score), member]),
      };
  }
};

/** The commands that make this key as it is now, where there is none. */
export const dumpEntry = (key: string, { content, expireAt }: Entry): string => {
  const { command, words } = makingOf(content);
  let text = '';
  for (let at = 0; at < words.length; at += PER_COMMAND)
    text += encodeCommand([command, key, ...words.slice(at, at + PER_COMMAND)]);
  return expireAt === undefined ? text : text + encodeCommand(['PEXPIREAT', key, String(expireAt)]);
};
