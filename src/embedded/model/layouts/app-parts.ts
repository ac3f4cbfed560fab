// Pieces of program screens.
import type { Tone } from '../colour/tone.js';
import { mix } from '../colour/colour.js';
import type { Kit } from '../page/kit.js';
import { card, panel } from '../page/panel.js';
import { columns, inset, takeTop, type Rect } from '../page/rect.js';
import { stack } from '../page/stack.js';

/** Rows with a coloured mark, a title and a line of text, as many as there is room for. */
export const listRows = (kit: Kit, rect: Rect, tone: Tone): void => {
  const { unit, copy } = kit;
  const height = Math.max(unit * 3.4, Math.min(unit * 4.4, rect.h / copy.sections.length));
  const colours = [kit.palette.primary, kit.palette.accent, kit.palette.secondary, kit.palette.tint];
  for (const [index, section] of copy.sections.entries()) {
    const row = { ...rect, y: rect.y + index * height, h: height };
    if (row.y + row.h > rect.y + rect.h + 1) return;
    const side = Math.min(unit * 2.4, row.w * 0.2);
    const mark = { x: row.x, y: row.y + (row.h - side) / 2, w: side, h: side };
    const style = { fill: colours[index] ?? tone.line, borderRadius: Math.round(side * 0.28) };
    kit.sheet.add({ type: 'shape', subtype: 'rectangle', style }, mark);
    const left = side + unit * 0.8;
    const items = [
      { kind: 'line', role: 'label', text: section.title },
      { kind: 'line', role: 'caption', text: section.text, maxLines: 1 },
    ] as const;
    stack(kit, { ...row, x: row.x + left, w: row.w - left }, { tone, items, valign: 'middle' });
  }
};

/** The bar at the bottom of a telephone's screen. */
export const tabBar = (kit: Kit, rect: Rect): void => {
  const tone = panel(kit, rect, { type: 'section', fill: kit.palette.surface, border: kit.palette.tint });
  const side = Math.min(kit.unit * 1.5, rect.h * 0.4);
  for (const [index, box] of columns(inset(rect, kit.margin, 0), 4, 0).entries()) {
    const at = { x: box.x + (box.w - side) / 2, y: box.y + (box.h - side) / 2, w: side, h: side };
    kit.sheet.add({ type: 'icon', style: { fill: index === 0 ? tone.button.fill : tone.line } }, at);
  }
};

/** A form field: a box with its caption in it. */
export const field = (kit: Kit, rect: Rect, { text, tone }: Readonly<{ text: string; tone: Tone }>): void => {
  const fill = mix(tone.fill, kit.palette.tint, 0.35);
  const on = panel(kit, rect, { fill, border: tone.line, radius: Math.min(kit.look.radius, kit.unit * 0.6) });
  const items = [{ kind: 'line', role: 'kicker', text, colour: on.muted }] as const;
  const plain = { ...kit, look: { ...kit.look, capitals: false } };
  stack(plain, inset(rect, Math.min(kit.unit, rect.w * 0.08), 0), { tone: on, items, valign: 'middle' });
};

/** A card with bars of a week. */
export const barChart = (kit: Kit, rect: Rect): void => {
  const { unit, copy, palette, random } = kit;
  const tone = card(kit, rect);
  const inner = inset(rect, unit);
  const [head, plot] = takeTop(inner, unit * 1.8, unit * 0.6);
  const text = copy.sections[0]?.title ?? copy.brand;
  stack(kit, head, { tone, items: [{ kind: 'line', role: 'label', text }], valign: 'middle' });
  const best = random.int(2, 6);
  for (const [index, bar] of columns(plot, 7, unit * 0.7).entries()) {
    const h = plot.h * (index === best ? 0.95 : random.between(0.3, 0.8));
    const fill = index === best ? tone.button.fill : mix(tone.fill, palette.primary, 0.35);
    const style = { fill, borderRadius: Math.round(Math.min(bar.w / 4, unit * 0.4)) };
    kit.sheet.add({ type: 'shape', subtype: 'rectangle', style }, { ...bar, y: plot.y + plot.h - h, h });
  }
};
