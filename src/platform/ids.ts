import { randomUUID } from 'node:crypto';
import { parse, v5 } from 'uuid';
import { sha256 } from './hash.js';

/**
 * Namespace of every name-based UUID of this product; never changes, retries of old commands depend on it.
 */
const NAMESPACE = parse('6f1d2f0e-8f55-5d5c-9a3b-3c7c2f5a9b41');
const SMALLEST_ID = 2 ** 40;
const utf8 = new TextEncoder();

export const randomId = (): string => randomUUID();

/** UUIDv5 of the parts. JSON keeps ('a', 'bc') and ('ab', 'c') apart. */
export const nameBasedId = (...parts: readonly (string | number)[]): string =>
  v5(utf8.encode(JSON.stringify(parts)), NAMESPACE);

/**
 * The integer id a create command gives: 53 bits of SHA-256(command id, draw), never below 2^40 so that it
 * cannot meet an id that came from the v1 database. The same command and draw always give the same id.
 */
export const integerIdOf = (commandId: string, draw: number): number => {
  const digest = sha256(JSON.stringify([commandId, draw]));
  const bits = Number(BigInt(`0x${digest.slice(0, 14)}`) >> 3n);
  return bits < SMALLEST_ID ? bits + SMALLEST_ID : bits;
};
