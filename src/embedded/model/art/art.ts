import type { Hex } from '../colour/colour.js';
import type { Kit } from '../page/kit.js';
import { panel, type PanelStyle } from '../page/panel.js';
import type { Rect } from '../page/rect.js';
import { brushFor, type Brush } from './brush.js';
import { arches, bubbles, dots, pills, rings, tiles } from './geometric.js';
import type { ArtKind } from './kinds.js';
import { device, equaliser, petals, plate } from './objects.js';
import { forest, landscape, night, sea, skyline } from './scenes.js';

const PAINTERS: Readonly<Record<ArtKind, (brush: Brush) => void>> = {
  ...{ tiles, landscape, sea, rings, bubbles, skyline, arches, dots },
  ...{ forest, pills, night, plate, device, equaliser, petals },
};

const LEAST = 24;

export type ArtWish = Readonly<{ fill?: Hex; kind?: ArtKind }> & PanelStyle;

/** A picture of shapes on a panel that fills the box; in a tiny box only the panel. */
export const art = (kit: Kit, rect: Rect, wish: ArtWish = {}): void => {
  const { fill = kit.palette.tint, kind = kit.look.art, ...style } = wish;
  panel(kit, rect, { type: 'hero', ...style, fill });
  if (Math.min(rect.w, rect.h) >= LEAST) PAINTERS[kind](brushFor(kit, rect, fill));
};
