// Patterns as KEYS, SCAN and PSUBSCRIBE take them: * ? [abc] [^a] [a-z] and \ before a character.
// Backtracks to the last star only, so that no pattern is slower than length × length.

type Match = Readonly<{ ok: boolean; next: number }>;

/** Does `char` fit the class that opens at `at`? `next` is the place behind it. */
const matchClass = (pattern: string, at: number, char: string): Match => {
  let next = at + 1;
  const negated = pattern[next] === '^';
  if (negated) next += 1;
  let ok = false;
  for (; next < pattern.length && pattern[next] !== ']'; next += 1) {
    if (pattern[next] === '\\' && next + 1 < pattern.length) {
      next += 1;
      ok ||= pattern[next] === char;
    } else if (pattern[next + 1] === '-' && next + 2 < pattern.length) {
      const [low, high] = [pattern.charAt(next), pattern.charAt(next + 2)].sort();
      ok ||= (low ?? '') <= char && char <= (high ?? '');
      next += 2;
    } else ok ||= pattern[next] === char;
  }
  return { ok: ok !== negated, next: Math.min(next + 1, pattern.length) };
};

/** One character of the text against the element of the pattern at `at`; not for a star. */
const matchOne = (pattern: string, at: number, char: string): Match => {
  const element = pattern[at];
  if (element === undefined) return { ok: false, next: at };
  if (element === '?') return { ok: true, next: at + 1 };
  if (element === '[') return matchClass(pattern, at, char);
  if (element === '\\' && at + 1 < pattern.length) return { ok: pattern[at + 1] === char, next: at + 2 };
  return { ok: element === char, next: at + 1 };
};

export const globMatches = (pattern: string, text: string): boolean => {
  let at = 0;
  let place = 0;
  let star = -1;
  let starPlace = 0;
  while (place < text.length) {
    if (pattern[at] === '*') {
      star = at;
      starPlace = place;
      at += 1;
      continue;
    }
    const { ok, next } = matchOne(pattern, at, text.charAt(place));
    if (ok) {
      at = next;
      place += 1;
    } else if (star === -1) return false;
    else {
      at = star + 1;
      starPlace += 1;
      place = starPlace;
    }
  }
  while (pattern[at] === '*') at += 1;
  return at === pattern.length;
};
