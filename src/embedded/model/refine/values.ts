import { parseHex, type Hex } from '../colour/colour.js';
import type { Raw } from './piece.js';

const isRaw = (value: unknown): value is Raw =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const rawOf = (value: unknown): Raw => (isRaw(value) ? value : {});
export const listOf = (value: unknown): readonly Raw[] => (Array.isArray(value) ? value.filter(isRaw) : []);
export const numberOf = (value: unknown, otherwise: number): number =>
  typeof value === 'number' && Number.isFinite(value) ? value : otherwise;
export const stringOf = (value: unknown): string | undefined =>
  typeof value === 'string' ? value : undefined;
export const hexOf = (value: unknown): Hex | undefined => {
  const text = stringOf(value);
  return text === undefined ? undefined : parseHex(text);
};
