import type { JsonValue } from '#domain/kit/json.js';
import { isErased } from '#domain/kit/personal.js';
import { HIDDEN } from './hide-personal.js';

/** Sets and maps as JSON can say them; what nobody may see as what stands for it. */
const shownValue = (_name: string, value: unknown): unknown => {
  if (isErased(value)) return HIDDEN;
  if (value instanceof Set) return [...value];
  return value instanceof Map ? Object.fromEntries(value) : value;
};

/** A state as JSON, with a stand-in for every personal value that was taken out of it. */
export const plainState = (state: object): JsonValue =>
  JSON.parse(JSON.stringify(state, shownValue)) as JsonValue;
