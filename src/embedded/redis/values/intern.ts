const LONGEST = 32;
const MANY = 4096;

let known = new Map<string, string>();

/**
 * One copy of short texts that come again and again: thousands of hashes have the same field names.
 */
export const intern = (text: string): string => {
  if (text.length > LONGEST) return text;
  const found = known.get(text);
  if (found !== undefined) return found;
  if (known.size >= MANY) known = new Map();
  known.set(text, text);
  return text;
};
