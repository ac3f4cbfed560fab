/** What a spreadsheet may take for the beginning of a formula, also behind white space and in full width. */
const FORMULA = /^[\s\u0000-\u001f\uFEFF]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]/;
/** Some spreadsheets drop these and go on with what follows. */
const CONTROL = /^[\t\r\n]/;

/**
 * One cell, in quotes. A text that a spreadsheet would calculate gets an apostrophe before it, which makes it
 * a text there (OWASP, CSV injection). Numbers are no text: they stay what they are.
 */
const cell = (value: string | number | null): string => {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const safe = FORMULA.test(value) || CONTROL.test(value) ? `'${value}` : value;
  return `"${safe.replaceAll('"', '""')}"`;
};

/** A line of a CSV file (RFC 4180), with its end. */
export const csvLine = (values: readonly (string | number | null)[]): string =>
  `${values.map(cell).join(',')}\r\n`;
