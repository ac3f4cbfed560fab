import type { DesignRef } from '#domain/design/reference.js';

/** An instant on one day: `at(5)` is five minutes after eight. */
export const at = (minutes: number): string =>
  new Date(Date.UTC(2026, 1, 8, 8) + minutes * 60_000).toISOString();

/** A digest that is told apart by its last character. */
export const digestOf = (character: string): string => character.padStart(64, '0');

/** A saved design; the same `character` stands for the same content. */
export const designOf = (character: string): DesignRef => ({
  address: digestOf(character),
  sha256: digestOf(character),
  keyId: 1,
  storedBytes: 812,
  jsonBytes: 4096,
  objects: 3,
  pictures: 1,
  hasMetadata: false,
});
