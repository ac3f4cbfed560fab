/** A number as people read it; `null` stands for one that there is not. */
export type NumberText = (value: number) => string;

const compact = new Intl.NumberFormat('en', { notation: 'compact', maximumSignificantDigits: 3 });
const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const short = new Intl.NumberFormat('en', { maximumFractionDigits: 1 });
const LONG = 100_000;

/** `1,234`, and from 100,000 on `123K`. */
export const countText: NumberText = (value) =>
  Math.abs(value) < LONG ? short.format(value) : compact.format(value);

/** All digits of it. */
export const exactText: NumberText = (value) => new Intl.NumberFormat('en').format(value);

const money = (options: Intl.NumberFormatOptions) =>
  new Intl.NumberFormat('en', { style: 'currency', currency: 'USD', ...options });
const CENTS = money({ minimumFractionDigits: 2, maximumFractionDigits: 2 });
const TINY = money({ minimumSignificantDigits: 2, maximumSignificantDigits: 2 });
const LARGE = money({ notation: 'compact', maximumSignificantDigits: 3 });
const DIME = 0.1;

/** US dollars: `$12.34`; small ones with two digits that say something: `$0.0013`. */
export const dollarText: NumberText = (value) => {
  const size = Math.abs(value);
  if (size >= LONG) return LARGE.format(value);
  return size > 0 && size < DIME ? TINY.format(value) : CENTS.format(value);
};

const SECOND = 1_000;
const MINUTE = 60_000;

/** Milliseconds: `340 ms`, `2.4 s`, `3.1 min`. */
export const durationText: NumberText = (ms) => {
  const size = Math.abs(ms);
  if (size < SECOND) return `${whole.format(ms)} ms`;
  return size < 2 * MINUTE ? `${short.format(ms / SECOND)} s` : `${countText(ms / MINUTE)} min`;
};

/** A share of one: `98.5%`. */
export const shareText: NumberText = (share) => `${short.format(share * 100)}%`;

/** With its sign; a true minus. */
export const signed = (value: number, text: NumberText): string => {
  if (value === 0) return `±${text(0)}`;
  return `${value > 0 ? '+' : '−'}${text(Math.abs(value))}`;
};
