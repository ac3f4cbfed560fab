import type { JsonValue } from '#domain/kit/json.js';
import { plural } from '../text.js';

/** Instants and ids say nothing of a person. */
const PLAIN = /^(\d{4}-\d\d-\d\d(T[\d:.]+(Z|[+-]\d\d:\d\d))?|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|)$/;

/** A value of a row, for a page. Texts may be personal: what is shown of them is how long they are. */
export const valueText = (value: JsonValue | undefined): string => {
  if (value === null || value === undefined) return 'null';
  if (typeof value === 'object')
    return Array.isArray(value) ? `‹${plural(value.length, 'item')}›` : '‹object›';
  if (typeof value !== 'string') return String(value);
  return PLAIN.test(value) ? JSON.stringify(value) : `‹${plural(value.length, 'character')}›`;
};
