import { createStackParser, type StackFrame } from '@sentry/core';
import { nodeStackLineParser } from '@sentry/core/server';
import { join, sep } from 'node:path';

/** The folder that holds dist and node_modules. */
const ROOT = join(import.meta.dirname, '..', '..', '..', '..') + sep;
const FUNCTION = /^[\w$.<>[\]#? -]{1,120}$/;

const parse = createStackParser(nodeStackLineParser());

/** Without the message, which may hold anything, also lines that look like those of a stack. */
const linesOf = ({ stack = '', message }: Error): string => {
  const at = message === '' ? -1 : stack.indexOf(message);
  return at < 0 ? stack : stack.slice(at + message.length);
};

const placeOf = (filename: string): string | undefined => {
  if (filename.startsWith('node:')) return filename;
  return filename.startsWith(ROOT) ? `app:///${filename.slice(ROOT.length)}` : undefined;
};

/** Where an error came from: files of the product and of its libraries, without the folder they lie in. */
export const framesOf = (error: Error): StackFrame[] =>
  parse(linesOf(error)).flatMap(({ filename = '', function: name = '', lineno, colno }) => {
    const place = placeOf(filename.replace(/^file:\/\//, ''));
    if (place === undefined) return [];
    return [
      {
        filename: place,
        function: FUNCTION.test(name) ? name : '?',
        in_app: place.startsWith('app:///') && !place.startsWith('app:///node_modules/'),
        ...(lineno === undefined ? {} : { lineno }),
        ...(colno === undefined ? {} : { colno }),
      },
    ];
  });
