// What a reader sees as one character: an emoji family or a letter with its accents is never cut in two.

const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });

export const graphemes = (text: string): readonly string[] =>
  [...segmenter.segment(text)].map(({ segment }) => segment);

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
