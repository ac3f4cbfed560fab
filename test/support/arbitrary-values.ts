import fc from 'fast-check';
import type { DesignRef } from '#domain/design/reference.js';
import { ERASED, type Personal } from '#domain/kit/personal.js';
import { PLAN_SLUGS } from '#domain/plan/plans.js';
import { at, designOf, digestOf } from './examples.js';

/** Few ids, so that commands meet: the same account, the same project, the same version. */
export const accountId = fc.integer({ min: 7, max: 10 });
export const projectId = fc.integer({ min: 1, max: 6 });
export const versionNumber = fc.integer({ min: 1, max: 6 });

/** Few ids of requests, so that the same one is met again. */
export const requestId = fc.constantFrom(
  '0190a5e2-7c31-7d8e-9b7a-3f1f5a4c2b20',
  '0190a5e2-7c31-7d8e-9b7a-3f1f5a4c2b21',
  '0190a5e2-7c31-7d8e-9b7a-3f1f5a4c2b22',
);

export const instant = fc.integer({ min: 0, max: 500 }).map(at);
export const digest = fc.constantFrom('a', 'b', 'c').map(digestOf);
export const text = fc.oneof(
  fc.constantFrom('', 'Menu', 'Card'),
  fc.string({ unit: 'grapheme', maxLength: 8 }),
);
export const plan = fc.constantFrom(...PLAN_SLUGS);
/** A limit of a plan; −1 = unlimited. */
export const limit = fc.integer({ min: -1, max: 3 });

export const design: fc.Arbitrary<DesignRef> = fc.constantFrom('a', 'b', 'c', 'd').map(designOf);
export const maybeDesign: fc.Arbitrary<DesignRef | null> = fc.option(design, { freq: 5 });

/** A personal value, now and then of a person who was erased. */
export const personal = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<Personal<T>> =>
  fc.oneof({ arbitrary: value, weight: 4 }, { arbitrary: fc.constant(ERASED), weight: 1 });

/** Pairs each type with its arbitrary data: one event of a union. */
export const event = <T extends string, D>(type: T, data: fc.Arbitrary<D>) =>
  data.map((value) => ({ type, data: value }));

/** A command: its type beside its fields. */
export const command = <T extends string, F>(type: T, fields: fc.Arbitrary<F>) =>
  fields.map((value) => ({ type, ...value }));
