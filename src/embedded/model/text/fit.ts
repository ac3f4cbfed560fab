import { textHeight, textWidth, type Font } from './measure.js';
import { balanced, truncated, widestWord } from './wrap.js';

export type Fitted = Readonly<{ lines: readonly string[]; size: number; width: number; height: number }>;

export type Fitting = Readonly<{
  width: number;
  height: number;
  /** Allowed font sizes, largest first. */
  sizes: readonly number[];
  family: string;
  weight: string;
  maxLines: number;
}>;

const measured = (lines: readonly string[], font: Font): Fitted => ({
  lines,
  size: font.size,
  width: Math.max(0, ...lines.map((line) => textWidth(line, font))),
  height: textHeight(lines.length, font.size),
});

const whole = (text: string, fitting: Fitting, size: number): Fitted | undefined => {
  const font = { size, family: fitting.family, weight: fitting.weight };
  if (widestWord(text, font) > fitting.width) return undefined;
  const fitted = measured(balanced(text, { width: fitting.width, font }), font);
  const fits = fitted.lines.length <= fitting.maxLines && fitted.height <= fitting.height;
  return fits ? fitted : undefined;
};

const shortenedTo = (text: string, fitting: Fitting, size: number): Fitted | undefined => {
  const font = { size, family: fitting.family, weight: fitting.weight };
  let count = fitting.maxLines;
  while (count > 0 && textHeight(count, size) > fitting.height) count--;
  if (count === 0 || textWidth('m…', font) > fitting.width) return undefined;
  const wrapping = { width: fitting.width, font };
  return measured(truncated(balanced(text, wrapping), count, wrapping), font);
};

/** The text at the largest size that holds it whole; at the smallest, shortened with …; else undefined. */
export const fitText = (text: string, fitting: Fitting): Fitted | undefined => {
  for (const size of fitting.sizes) {
    const fitted = whole(text, fitting, size);
    if (fitted !== undefined) return fitted;
  }
  const smallest = fitting.sizes.at(-1);
  return smallest === undefined ? undefined : shortenedTo(text, fitting, smallest);
};
