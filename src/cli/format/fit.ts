const segmenter = new Intl.Segmenter();

/** What a reader takes for one character, such as an emoji of several code points. */
const charactersOf = (text: string): string[] =>
  Array.from(segmenter.segment(text), ({ segment }) => segment);

/** The text, cut to a number of characters where it is longer. */
export const fit = (text: string, width: number): string => {
  if (text.length <= width) return text;
  const characters = charactersOf(text);
  return characters.length > width ? `${characters.slice(0, Math.max(0, width - 1)).join('')}…` : text;
};
