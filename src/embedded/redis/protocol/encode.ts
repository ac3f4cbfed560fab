import { ReplyError, type Reply } from './reply.js';

const encodeList = (items: readonly Reply[]): string => {
  let text = `*${items.length}\r\n`;
  for (const item of items) text += encode(item);
  return text;
};

/** A reply as RESP2, one byte per character; '' for no reply at all. */
export const encode = (reply: Reply): string => {
  if (typeof reply === 'string') return `$${reply.length}\r\n${reply}\r\n`;
  if (typeof reply === 'number' || typeof reply === 'bigint') return `:${String(reply)}\r\n`;
  if (reply === null) return '$-1\r\n';
  if (reply instanceof ReplyError) return `-${reply.message.replace(/[\r\n]+/g, ' ')}\r\n`;
  if (!('kind' in reply)) return encodeList(reply);
  switch (reply.kind) {
    case 'status':
      return `+${reply.text}\r\n`;
    case 'nil-array':
      return '*-1\r\n';
    case 'nothing':
      return '';
  }
};

/** A command as clients send it; the append-only file has the same form. */
export const encodeCommand = (args: readonly string[]): string => {
  let text = `*${args.length}\r\n`;
  for (const arg of args) text += `$${arg.length}\r\n${arg}\r\n`;
  return text;
};
