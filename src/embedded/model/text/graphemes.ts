// What a reader sees as one character: an emoji family or a letter with its accents is never cut in two.

const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });

const PLAIN = /^[\u0020-\u007e\u00a1-\u02ff\u2010-\u2026]*$/u;

export const graphemes = (text: string): readonly string[] =>
  // Letters that stand alone need no segmenter, which is slow.
  PLAIN.test(text) ? text.split(/(?:)/u) : [...segmenter.segment(text)].map(({ segment }) => segment);

/** At most `limit` characters, cut between words where there is one, with … where something is missing. */
export const shortened = (text: string, limit: number): string => {
  const all = graphemes(text);
  if (all.length <= limit) return text;
  const cut = all.slice(0, limit - 1).join('');
  const space = cut.lastIndexOf(' ');
  const kept = space > cut.length * 0.6 ? cut.slice(0, space) : cut;
  return `${kept.replace(/[\s,;:.–-]+$/u, '')}…`;
};

/** The first letter as a capital; the rest as it is. */
export const capitalised = (text: string): string => {
  const [first = '', ...rest] = graphemes(text);
  return first.toLocaleUpperCase('en') + rest.join('');
};
