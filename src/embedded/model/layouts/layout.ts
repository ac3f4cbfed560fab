import type { Placement } from '../brief.js';
import type { Kit } from '../page/kit.js';
import type { Rect } from '../page/rect.js';

/** One way to arrange a page. */
export type Layout = Readonly<{
  name: string;
  /** Strategies that it follows. */
  placements: readonly Placement[];
  /** Words that ask for it. */
  words: readonly string[];
  /** Of one purpose: only when nothing else suits, or when it is asked for. */
  special?: true;
  /** Canvases it is made for. */
  fits: (page: Rect) => boolean;
  draw: (kit: Kit) => void;
}>;

export const aspect = (page: Rect): number => page.w / page.h;
export const usual = (page: Rect): boolean => aspect(page) < 3 && aspect(page) > 1 / 3;
