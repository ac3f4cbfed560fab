import type { Kit } from '../page/kit.js';
import { inset } from '../page/rect.js';
import { stack } from '../page/stack.js';
import type { Layout } from './layout.js';
import { background, pitch } from './parts.js';

const drawPlain = (kit: Kit): void => {
  const tone = background(kit, kit.palette.paper);
  const small = Math.min(kit.page.w, kit.page.h) * 0.06;
  stack(kit, inset(kit.page, small), { tone, items: pitch(kit), align: 'center', valign: 'middle' });
};

/** Words in the middle and nothing else: what remains where nothing else fits. */
export const PLAIN: Layout = {
  name: 'plain',
  placements: ['centered', 'symmetrical', 'flow', 'grid', 'layered'],
  words: [],
  fits: () => true,
  draw: drawPlain,
};
