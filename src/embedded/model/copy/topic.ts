import type { ArtKind } from '../art/kinds.js';

/** What is commonly said and shown about a field. */
export type Topic = Readonly<{
  name: string;
  words: readonly string[];
  art: readonly ArtKind[];
  taglines: readonly string[];
  /** Short titles with a sentence each. */
  features: readonly (readonly [title: string, text: string])[];
  actions: readonly string[];
}>;

/** Words from lines of text. */
export const wordList = (lines: string): readonly string[] => lines.trim().split(/\s+/u);
