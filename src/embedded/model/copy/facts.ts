// Dates, times, prices and places that a prompt names: what a poster must not leave out.

const MONTH = '(?:jan|feb|mar|mär|apr|may|mai|jun|jul|aug|sep|oct|okt|nov|dec|dez)[a-zäöü]*\\.?';

const AMOUNT = '\\d+(?:[.,]\\d{3})*(?:[.,]\\d{2})?';

const PATTERNS: readonly RegExp[] = [
  new RegExp(`\\b\\d{1,2}\\.?\\s?[–-]\\s?\\d{1,2}\\.?\\s+${MONTH}(?:\\s+\\d{4})?`, 'iu'),
  new RegExp(`\\b\\d{1,2}(?:st|nd|rd|th|\\.)?\\s+${MONTH}(?:\\s+\\d{4})?`, 'iu'),
  new RegExp(`\\b${MONTH}\\s+\\d{1,2}(?:st|nd|rd|th)?(?:,?\\s+\\d{4})?\\b`, 'iu'),
  /\b\d{1,2}\.\d{1,2}\.(?:\d{2,4})?/u,
  /(?<!black |blue |good )\b(?:mon|tues|wednes|thurs|fri|satur|sun)days?\b/iu,
  /\b(?:mon|diens|donners|frei|sams|sonn)tags?\b/iu,
  /\b\d{1,2}(?::\d{2})?\s?(?:am|pm|uhr)\b|\b\d{1,2}:\d{2}\b/iu,
  /\b\d{1,3}\s?%(?:\s(?:off|rabatt|discount))?/iu,
  new RegExp(`[€$£]\\s?${AMOUNT}(?!\\d)|\\b${AMOUNT}\\s?(?:€|euro?s?\\b|usd\\b)`, 'iu'),
];

const PLACE =
  /\b(?:in|at|near|bei|im|am|aus)\s+((?:the\s+|der\s+)?\p{Lu}[\p{L}'’-]+(?:\s+\p{Lu}[\p{L}'’-]+){0,2})/u;

const MOST = 3;

/** The place after "in" or "at", if the prompt writes it with a capital. */
export const placeIn = (prompt: string): string | undefined => PLACE.exec(prompt)?.[1];

/** Up to three facts as the prompt words them, in a fixed order: date, day, time, discount, price, place. */
export const factsIn = (prompt: string): readonly string[] => {
  const found = PATTERNS.map((pattern) => pattern.exec(prompt)?.[0].trim()).filter(
    (fact) => fact !== undefined,
  );
  const place = placeIn(prompt);
  const all = place === undefined ? found : [...found, place];
  const apart = all.filter((fact, index) => !all.slice(0, index).some((other) => other.includes(fact)));
  return apart.slice(0, MOST);
};
