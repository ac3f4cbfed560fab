import { loadScript } from '#test/support/script.js';

/** One edit of the built code, and the test that must notice it. */
export interface Mutation {
  readonly what: string;
  /** Below dist/src. */
  readonly file: string;
  readonly find: string;
  readonly replace: string;
  /** Below test, without its ending. */
  readonly test: string;
}

export const { MUTATIONS } = await loadScript<{ MUTATIONS: readonly Mutation[] }>(
  'scripts/mutations/list.mjs',
);
