// Turns what people type into plain text on one line.

import { wordList } from './topic.js';

const TAG = /<[^<>]{0,200}>/gu;
const CONTROLS = /[\p{Cc}\u2028\u2029\u200b\ufeff\u202a-\u202e\u2066-\u2069]+/gu;

/** Without mark-up, control characters, direction overrides and lonely surrogates; blanks are single. */
export const plainText = (text: string): string =>
  text
    .toWellFormed()
    .replaceAll('\ufffd', '')
    .replace(TAG, ' ')
    .replace(CONTROLS, ' ')
    .replace(/\s+/gu, ' ')
    .trim();

/** Words in small letters, without punctuation: for looking up moods. */
export const wordsOf = (...texts: readonly string[]): readonly string[] =>
  texts
    .flatMap((text) =>
      plainText(text)
        .toLowerCase()
        .split(/[^\p{L}\p{N}-]+/u),
    )
    .filter((word) => word.length > 1);

const SMALL = new Set(
  wordList(`
    a an the and or of for in on at to by with from und oder der die das für im am mit von zu that which
    who mein unser auf
  `),
);

/** Whether a word only joins others. */
export const isSmall = (word: string): boolean => SMALL.has(word.toLowerCase());

/** Capitals at the start of every word that carries meaning. */
export const titled = (text: string): string =>
  text
    .split(' ')
    .map((word, index) =>
      index > 0 && isSmall(word) ? word : word.charAt(0).toLocaleUpperCase('en') + word.slice(1),
    )
    .join(' ');
