/** Control characters, line and paragraph separators, and what turns the direction of writing around. */
const INVISIBLE = /[\p{Cc}\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu;

/** Text of a person on one line, at most `longest` characters; what was cut off is shown by `…`. */
export const oneLine = (text: string, longest: number): string => {
  const line = text.toWellFormed().replace(INVISIBLE, ' ').replace(/\s+/gu, ' ').trim();
  const characters = Array.from(line);
  return characters.length <= longest
    ? line
    : `${characters
        .slice(0, longest - 1)
        .join('')
        .trimEnd()}…`;
};

const LONGEST_NAME = 40;
/** Mail programs turn such text into links. */
const LOOKS_LIKE_A_LINK = /[/:@\\]|\.[\p{L}\p{N}]|\bwww\b/iu;

/**
 * A name as a greeting uses it; empty when it had better not be used. Anybody can register anybody's address
 * under any name: a name must not become an advertisement in a mail of ours.
 */
export const greetingName = (name: string): string =>
  Array.from(name).length > LONGEST_NAME || LOOKS_LIKE_A_LINK.test(name) ? '' : oneLine(name, LONGEST_NAME);
