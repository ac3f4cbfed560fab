// Which part of a projection an event belongs to. A function of the name of its stream and of nothing else, so
// that a stream is always in one part: the last character of its id, a hexadecimal digit; anything else counts
// as 0. It is all that a filter of the log can tell by itself.

/** Part `index` of `of` parts. */
export interface Partition {
  readonly index: number;
  readonly of: number;
}

const WHOLE: Partition = { index: 0, of: 1 };

const DIGITS = '0123456789abcdef';

const digitOf = (stream: string): number => Math.max(0, DIGITS.indexOf(stream.slice(-1)));

/** Number of the part, of so many, that handles events of this stream. */
export const partIn = (stream: string, of: number): number => digitOf(stream) % of;

export const isInPart = ({ index, of }: Partition, stream: string): boolean =>
  of === 1 || partIn(stream, of) === index;

export const partitionsOf = (of: number): readonly Partition[] =>
  Array.from({ length: of }, (_, index) => ({ index, of }));

/** Only a projection that is followed in parts has one. */
export interface Parted {
  readonly partition?: Partition | undefined;
}

export const partitionOf = ({ partition = WHOLE }: Parted): Partition => partition;

export const samePart = (one: Parted, other: Parted): boolean =>
  partitionOf(one).index === partitionOf(other).index && partitionOf(one).of === partitionOf(other).of;

/** `#1/2`; nothing for the whole. */
export const partText = (one: Parted): string => {
  const { index, of } = partitionOf(one);
  return of === 1 ? '' : `#${index}/${of}`;
};

/** What the names of streams of a part end with, as a regular expression. */
export const endingsOf = ({ index, of }: Partition): string => {
  const digits = (own: boolean): string =>
    DIGITS.split('')
      .filter((_, digit) => (digit % of === index) === own)
      .join('');
  return index === 0 ? `[^${digits(false)}]$` : `[${digits(true)}]$`;
};
