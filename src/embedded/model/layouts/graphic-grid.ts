import { art } from '../art/art.js';
import { isTall, isWide, type Kit } from '../page/kit.js';
import { panel } from '../page/panel.js';
import { cells, columns, inset, splitX, splitY, takeBottom, takeTop } from '../page/rect.js';
import { stack } from '../page/stack.js';
import { usual, type Layout } from './layout.js';
import { background, factsRow, footer, navBar, pitch, sectionCards } from './parts.js';

const drawCards = (kit: Kit): void => {
  const { palette, random, page, margin, gap, unit } = kit;
  const fill = random.pick([palette.paper, palette.tint, palette.deep]);
  const tone = background(kit, fill);
  const inner = inset(page, margin);
  const [words, grid] = isWide(page) ? splitX(inner, 0.42, margin) : splitY(inner, 0.4, unit * 1.5);
  stack(kit, words, { tone, items: pitch(kit), valign: 'middle' });
  const narrow = grid.w < unit * 16;
  sectionCards(kit, cells(grid, narrow ? { across: 1, down: 3 } : { across: 2, down: 2 }, gap * 0.7));
};

const drawMagazine = (kit: Kit): void => {
  const { palette, page, margin, gap, unit, copy } = kit;
  const tone = background(kit, palette.paper);
  const inner = inset(page, margin);
  const [masthead, body] = takeTop(inner, unit * 2.2, unit * 0.4);
  navBar(kit, masthead, tone);
  const [line, rest] = takeTop(body, Math.max(2, unit * 0.16), unit * 1.2);
  panel(kit, line, { fill: tone.ink });
  const [upper, lower] = takeBottom(rest, rest.h * (isTall(page) ? 0.26 : 0.3), unit * 1.2);
  const [words, picture] = isTall(page) ? splitY(upper, 0.5, unit) : splitX(upper, 0.56, gap);
  stack(kit, words, { tone, items: pitch(kit).slice(0, 3), valign: isTall(page) ? 'bottom' : 'top' });
  art(kit, picture, { fill: kit.random.pick([palette.tint, palette.accent, palette.primary]) });
  const count = Math.max(1, Math.min(3, Math.floor(lower.w / (unit * 11))));
  for (const [index, column] of columns(lower, count, gap).entries()) {
    const section = copy.sections[index];
    if (section === undefined) continue;
    panel(kit, { ...column, h: Math.max(1, unit * 0.08) }, { fill: tone.muted });
    stack(
      kit,
      { ...column, y: column.y + unit * 0.7, h: column.h - unit * 0.7 },
      {
        tone,
        items: [
          { kind: 'line', role: 'title', text: section.title },
          { kind: 'line', role: 'body', text: section.text },
        ],
        top: 2,
      },
    );
  }
};

const drawMosaic = (kit: Kit): void => {
  const { palette, random, page, margin, unit, look } = kit;
  background(kit, palette.paper);
  const [wordsBox, other] = isWide(page) ? splitX(page, 0.54) : splitY(page, 0.56);
  const fill = random.pick([palette.deep, palette.primary, palette.surface]);
  const tone = panel(kit, wordsBox, { type: 'section', fill });
  stack(kit, inset(wordsBox, margin), { tone, items: pitch(kit), valign: 'bottom' });
  const [first, second] = isWide(page) ? splitY(other, 0.5) : splitX(other, 0.5);
  const [third, fourth] = isWide(page) ? splitX(second, 0.5) : splitY(second, 0.5);
  art(kit, first, { fill: palette.tint });
  art(kit, third, { fill: palette.accent, kind: look.art === 'tiles' ? 'rings' : 'tiles' });
  const note = panel(kit, fourth, { type: 'section', fill: palette.secondary });
  const [section] = kit.copy.sections;
  const text = kit.copy.facts[0] ?? section?.title ?? kit.copy.brand;
  stack(kit, inset(fourth, Math.min(unit, fourth.w * 0.1)), {
    tone: note,
    items: [{ kind: 'line', role: 'title', text, maxLines: 3 }],
    ...{ valign: 'middle', align: 'center', top: 2 },
  });
};

const drawProgramme = (kit: Kit): void => {
  const { palette, random, page, margin, unit, copy } = kit;
  const fill = random.pick([palette.deep, palette.paper, palette.primary]);
  const tone = background(kit, fill);
  const inner = inset(page, margin);
  const [upper, foot] = takeBottom(inner, unit * 3.4, unit);
  const [words, list] = isWide(page) ? splitX(upper, 0.48, margin) : splitY(upper, 0.45, unit);
  stack(kit, words, { tone, items: pitch(kit).slice(0, 3), valign: 'top' });
  const height = Math.min(list.h / copy.sections.length, unit * 6);
  for (const [index, section] of copy.sections.entries()) {
    const row = { ...list, y: list.y + index * height, h: height };
    panel(kit, { ...row, h: Math.max(1, unit * 0.07) }, { fill: tone.line });
    const [number, text] = splitX(row, Math.min(0.2, (unit * 4) / row.w), unit);
    const label = String(index + 1).padStart(2, '0');
    stack(kit, number, {
      tone,
      items: [{ kind: 'line', role: 'title', text: label, colour: tone.accent }],
      valign: 'middle',
      top: 2,
    });
    const items = [
      { kind: 'line', role: 'label', text: section.title },
      { kind: 'line', role: 'caption', text: section.text, maxLines: 1 },
    ] as const;
    stack(kit, text, { tone, items, valign: 'middle' });
  }
  factsRow(kit, foot, { tone });
};

const drawFeatureBand = (kit: Kit): void => {
  const { palette, page, margin, gap, unit } = kit;
  const tone = background(kit, palette.paper);
  const tall = isTall(page);
  const [head, lower] = splitY(page, tall ? 0.34 : 0.5);
  art(kit, tall ? head : splitX(head, 0.5)[1], { fill: palette.tint });
  const wordsBox = tall ? takeTop(lower, lower.h * 0.48)[0] : splitX(head, 0.5)[0];
  stack(kit, inset(wordsBox, margin, margin * 0.7), { tone, items: pitch(kit), valign: 'middle' });
  const rest = tall ? takeTop(lower, lower.h * 0.48)[1] : lower;
  const inner = { ...inset(rest, margin, 0), h: rest.h - margin };
  const [cards, foot] = takeBottom(inner, unit * 1.6, unit * 0.6);
  const across = Math.max(1, Math.min(tall ? 2 : 4, Math.floor(cards.w / (unit * 9))));
  sectionCards(kit, cells(cards, { across, down: 1 }, gap * 0.7));
  footer(kit, foot, { tone });
};

/** Rows and columns. */
export const GRIDS: readonly Layout[] = [
  {
    name: 'cards',
    placements: ['grid'],
    words: ['infographic', 'tips', 'steps', 'features'],
    fits: usual,
    draw: drawCards,
  },
  {
    name: 'magazine',
    placements: ['grid', 'flow'],
    words: ['magazine', 'newsletter', 'brochure', 'editorial', 'newspaper', 'report'],
    fits: usual,
    draw: drawMagazine,
  },
  {
    name: 'mosaic',
    placements: ['grid', 'layered'],
    words: ['bauhaus', 'mosaic', 'album'],
    fits: usual,
    draw: drawMosaic,
  },
  {
    name: 'programme',
    placements: ['flow', 'grid'],
    words: ['programme', 'program', 'schedule', 'agenda', 'programm', 'list'],
    fits: usual,
    draw: drawProgramme,
  },
  {
    name: 'feature band',
    placements: ['grid'],
    words: ['leaflet', 'overview', 'services'],
    fits: usual,
    draw: drawFeatureBand,
  },
];
