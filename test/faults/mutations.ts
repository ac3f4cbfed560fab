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
  /** How the title of the one test begins, where there are others in the file. */
  readonly it?: string;
}

export const { MUTATIONS } = await loadScript<{ MUTATIONS: readonly Mutation[] }>(
  'scripts/mutations/list.mjs',
);
