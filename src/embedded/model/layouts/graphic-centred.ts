import { art } from '../art/art.js';
import { isWide, type Kit } from '../page/kit.js';
import { panel } from '../page/panel.js';
import { centredIn, inset, takeBottom, takeTop, type Rect } from '../page/rect.js';
import { stack } from '../page/stack.js';
import { usual, type Layout } from './layout.js';
import { background, ornaments, patternBand, pitch } from './parts.js';

const drawCentred = (kit: Kit): void => {
  const { palette, random, page, margin, unit } = kit;
  const fill = random.pick([palette.paper, palette.deep, palette.tint, palette.primary]);
  const tone = background(kit, fill);
  const side = Math.min(page.w, page.h) * 0.115;
  const [upper, foot] = takeBottom(page, side, unit);
  const [head, words] = takeTop(upper, side, unit);
  patternBand(kit, head, fill);
  patternBand(kit, foot, fill);
  const room = inset(words, margin + words.w * 0.06, margin * 0.3);
  stack(kit, room, { tone, items: pitch(kit, { rule: true }), align: 'center', valign: 'middle' });
};

const frame = (
  kit: Kit,
  rect: Rect,
  colours: Readonly<{ line: Rect['w']; fill: `#${string}`; ground: `#${string}` }>,
): void => {
  panel(kit, rect, { fill: colours.fill });
  panel(kit, inset(rect, colours.line), { fill: colours.ground });
};

const drawFramed = (kit: Kit): void => {
  const { palette, random, page, margin, unit } = kit;
  const [outer, ground] = random.pick([
    [palette.primary, palette.paper],
    [palette.deep, palette.tint],
    [palette.tint, palette.deep],
    [palette.secondary, palette.surface],
  ] as const);
  background(kit, outer);
  const thick = Math.max(2, margin * 0.45);
  const inside = inset(page, thick);
  const tone = panel(kit, inside, { fill: ground });
  const line = Math.max(1, unit * 0.1);
  const inner = inset(inside, thick * 0.6);
  frame(kit, inner, { line, fill: tone.button.fill, ground });
  const room = inset(inner, Math.max(margin * 0.8, inner.w * 0.08), margin * 0.7);
  const side = Math.min(unit * 2.2, room.h * 0.09);
  const [head, rest] = takeTop(room, side, unit);
  const [words, foot] = takeBottom(rest, side, unit);
  ornaments(kit, head, ground);
  ornaments(kit, foot, ground);
  stack(kit, words, { tone, items: pitch(kit, { rule: true }), align: 'center', valign: 'middle' });
};

const drawCardOnArt = (kit: Kit): void => {
  const { palette, random, page, look, unit } = kit;
  const kind = random.pick(['tiles', 'dots', 'tiles', 'pills'] as const);
  art(kit, page, {
    type: 'background',
    kind,
    fill: random.pick([palette.primary, palette.tint, palette.deep]),
  });
  const box = inset(page, page.w * (page.w > page.h ? 0.2 : 0.1), page.h * (page.w > page.h ? 0.14 : 0.2));
  const tone = panel(kit, box, {
    type: 'card',
    fill: palette.surface,
    radius: look.radius * 1.5,
    shadow: true,
  });
  const inner = inset(box, Math.min(unit * 3, box.w * 0.1), Math.min(unit * 2.4, box.h * 0.1));
  stack(kit, inner, { tone, items: pitch(kit), align: 'center', valign: 'middle' });
};

const drawMedallion = (kit: Kit): void => {
  const { palette, random, page, margin, unit } = kit;
  const fill = random.pick([palette.paper, palette.tint, palette.deep]);
  const tone = background(kit, fill);
  const inner = inset(page, margin);
  const [picture, words] = takeTop(inner, inner.h * 0.4, unit * 1.2);
  const square = centredIn(picture, 1);
  const kind = random.pick(['rings', 'petals'] as const);
  const suits = (['rings', 'petals', 'plate', 'device', 'night'] as const).find(
    (each) => each === kit.look.art,
  );
  art(kit, square, { fill, kind: suits ?? kind });
  stack(kit, words, { tone, items: pitch(kit), align: 'center', valign: 'middle' });
};

/** Everything on the middle line. */
export const CENTRED: readonly Layout[] = [
  {
    name: 'centred',
    placements: ['centered', 'symmetrical'],
    words: ['invitation', 'einladung', 'announcement', 'quote'],
    fits: usual,
    draw: drawCentred,
  },
  {
    name: 'framed',
    placements: ['centered', 'symmetrical'],
    words: ['certificate', 'wedding', 'hochzeit', 'menu', 'label', 'card'],
    fits: usual,
    draw: drawFramed,
  },
  {
    name: 'card on art',
    placements: ['layered', 'centered'],
    words: ['post', 'social', 'ticket', 'voucher'],
    fits: usual,
    draw: drawCardOnArt,
  },
  {
    name: 'medallion',
    placements: ['centered'],
    words: ['story', 'badge', 'thank'],
    fits: (page) => usual(page) && !isWide(page),
    draw: drawMedallion,
  },
];
