/** The text, cut to a number of characters where it is longer. */
export const fit = (text: string, width: number): string => {
  const characters = [...text];
  return characters.length > width ? `${characters.slice(0, Math.max(0, width - 1)).join('')}…` : text;
};
