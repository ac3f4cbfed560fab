import { dayOf } from '#domain/kit/values.js';

const DAY_MS = 86_400_000;

/** The last `count` UTC days up to the one of the instant, oldest first: `2026-02-08`. */
export const lastDays = (at: string, count: number): readonly string[] => {
  const today = Date.parse(dayOf(at));
  return Array.from({ length: count }, (_, index) =>
    dayOf(new Date(today - (count - 1 - index) * DAY_MS).toISOString()),
  );
};

/** First of the last `count` days. */
export const firstOfDays = (at: string, count: number): string => lastDays(at, count)[0] ?? dayOf(at);

/** Sum of a number of each row. */
export const sumOf = <R>(rows: readonly R[], number: (row: R) => number): number =>
  rows.reduce((sum, row) => sum + number(row), 0);

/** With so many decimals, as answers show times and percentages. */
export const rounded = (value: number, decimals = 2): number => Number(value.toFixed(decimals));

const MICRO = 1_000_000;

/** US dollars of millionths of one. */
export const dollars = (microUsd: number): number => microUsd / MICRO;
