import type { Output } from '../output.js';

/** How far something is; `total` is undefined where it is not known. */
export interface Step {
  readonly step: string;
  readonly done: number;
  readonly total: number | undefined;
  readonly unit: string;
  /** How much of the way it is, 0 to 1, where that is known and `total` is not. */
  readonly share?: number | undefined;
  /** What else there is to say, such as how fast it goes. */
  readonly note?: string | undefined;
}

export interface ProgressBar {
  readonly update: (progress: Step) => void;
  /** Takes the line away. */
  readonly clear: () => void;
}

const WIDTH = 24;
const EVERY_MS = 100;
const UNITS = ['B', 'kB', 'MB', 'GB', 'TB'];

/** A number of bytes for people: `1.2 MB`. */
export const bytesText = (bytes: number): string => {
  const power = Math.min(UNITS.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
  const value = bytes / 1_000 ** power;
  return `${value.toFixed(power === 0 || value >= 100 ? 0 : 1)} ${UNITS[power] ?? ''}`;
};

/** A whole number for people: `1,234`. */
export const countText = (count: number): string => count.toLocaleString('en-US');

const amount = ({ unit }: Step, value: number): string =>
  unit === 'bytes' ? bytesText(value) : countText(value);

const drawn = (share: number): string => {
  const full = Math.floor(share * WIDTH);
  const bar = '█'.repeat(full) + '░'.repeat(WIDTH - full);
  return `${bar} ${`${Math.floor(share * 100)} %`.padStart(5)}  `;
};

const shareOf = ({ share, done, total }: Step): number | undefined => {
  if (total === undefined || total === 0) return share;
  return Math.min(1, done / total);
};

/** The line: step, bar, percent, amounts. Where the share is not known there is no bar. */
export const progressLine = (progress: Step): string => {
  const { step, done, total, unit, note } = progress;
  const share = shareOf(progress);
  const bar = share === undefined ? '' : drawn(share);
  const all = total === undefined || total === 0 ? '' : ` of ${amount(progress, total)}`;
  const counted = unit === 'bytes' ? '' : ` ${unit}`;
  const rest = note === undefined ? '' : `  ${note}`;
  return `${step.padEnd(9)} ${bar}${amount(progress, done)}${all}${counted}${rest}`;
};

/** A line on the terminal that is written anew; nothing where there is no terminal. */
export const progressBar = ({ status }: Output): ProgressBar => {
  let shownAt = -Infinity;
  let step = '';
  return {
    update: (progress) => {
      const now = performance.now();
      if (progress.step === step && now - shownAt < EVERY_MS) return;
      shownAt = now;
      step = progress.step;
      status(progressLine(progress));
    },
    clear: () => status(''),
  };
};
