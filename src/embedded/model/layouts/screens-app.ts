import { art } from '../art/art.js';
import type { Tone } from '../colour/tone.js';
import { isTall, isWide, type Kit } from '../page/kit.js';
import { card, panel } from '../page/panel.js';
import { cells, inset, splitX, splitY, takeBottom, takeTop, type Rect } from '../page/rect.js';
import { stack } from '../page/stack.js';
import { aspect, usual, type Layout } from './layout.js';
import { barChart, field, listRows, tabBar } from './app-parts.js';
import { background, pitch } from './parts.js';

const greeting = (kit: Kit, rect: Rect, tone: Tone): void => {
  const avatar = Math.min(rect.h, kit.unit * 2.6);
  const words = { ...rect, w: rect.w - avatar - kit.unit };
  const items = [
    { kind: 'line', role: 'kicker', text: kit.random.pick(kit.copy.phrases.welcome) },
    { kind: 'line', role: 'title', text: kit.copy.brand, maxLines: 1, type: 'header' },
  ] as const;
  stack(kit, words, { tone, items, valign: 'middle', top: 3 });
  const at = { x: rect.x + rect.w - avatar, y: rect.y + (rect.h - avatar) / 2, w: avatar, h: avatar };
  kit.sheet.add({ type: 'icon', style: { fill: tone.button.fill } }, at);
};

const drawFeed = (kit: Kit): void => {
  const { page, unit, palette, look } = kit;
  const tone = background(kit, palette.paper);
  const [screen, tabs] = takeBottom(page, unit * 4);
  const inner = inset(screen, kit.margin, unit * 1.2);
  const [head, rest] = takeTop(inner, unit * 3.6, unit);
  greeting(kit, head, tone);
  const [box, list] = takeTop(rest, rest.h * 0.46, unit);
  const fill = kit.random.pick([palette.primary, palette.deep, palette.accent]);
  const on = panel(kit, box, { type: 'card', fill, radius: look.radius * 1.3 });
  const roomy = box.w > unit * 15;
  const [words, picture] = roomy ? splitX(box, 0.6) : splitX(box, 1);
  stack(kit, inset(words, unit * 1.2), { tone: on, items: pitch(kit), valign: 'middle', top: 6 });
  if (roomy) art(kit, inset(picture, unit * 1), { fill, kind: 'rings' });
  listRows(kit, list, tone);
  tabBar(kit, tabs);
};

const drawOnboarding = (kit: Kit): void => {
  const { page, unit, palette, copy, margin } = kit;
  const tone = background(kit, palette.paper);
  const wide = isWide(page);
  const [picture, side] = wide ? splitX(page, 0.5) : splitY(page, 0.52);
  art(kit, picture, { fill: kit.random.pick([palette.tint, palette.primary, palette.deep]) });
  const inner = inset(side, margin, margin * 0.8);
  const [words, foot] = takeBottom(inner, unit * 2, unit * 0.6);
  const items = [...pitch(kit).slice(0, 3), { kind: 'buttons', caption: copy.action, full: !wide }] as const;
  stack(kit, words, { tone, items, align: wide ? 'left' : 'center', valign: 'middle', top: 7 });
  const step = unit * 1.1;
  const start = foot.x + (wide ? 0 : (foot.w - step * 3.6) / 2);
  for (let dot = 0; dot < 3; dot++) {
    const w = dot === 0 ? step * 1.4 : unit * 0.55;
    const x = start + (dot === 0 ? 0 : step * (0.9 + dot));
    const fill = dot === 0 ? tone.button.fill : tone.line;
    const at = { x, y: foot.y + foot.h / 2, w, h: unit * 0.55 };
    kit.sheet.add(
      { type: 'shape', subtype: 'rectangle', style: { fill, borderRadius: Math.round(unit * 0.27) } },
      at,
    );
  }
};

const drawSignIn = (kit: Kit): void => {
  const { page, unit, palette, copy, look } = kit;
  background(kit, palette.tint);
  const wide = isWide(page);
  if (wide) art(kit, splitX(page, 0.52)[0], { fill: palette.deep });
  else art(kit, splitY(page, 0.34)[0], { fill: palette.deep });
  const side = wide ? splitX(page, 0.52)[1] : { x: 0, y: page.h * 0.24, w: page.w, h: page.h * 0.72 };
  const pad = Math.max(kit.margin, (side.w - unit * 30) / 2);
  const box = inset(side, pad, wide ? Math.max(kit.margin, (side.h - unit * 34) / 2) : 0);
  const tone = panel(kit, box, {
    type: 'card',
    fill: palette.surface,
    radius: look.radius * 1.4,
    shadow: true,
  });
  const inner = inset(box, Math.min(unit * 2.2, box.w * 0.09), Math.min(unit * 1.8, box.h * 0.06));
  const [words, form] = splitY(inner, 0.46, unit);
  stack(kit, words, { tone, items: pitch(kit).slice(0, 3), valign: 'bottom', top: 6 });
  const [fields, foot] = splitY(form, 0.56, unit * 0.8);
  const { email, password, hint } = copy.phrases.sign;
  for (const [index, cell] of cells(fields, { across: 1, down: 2 }, unit * 0.6).entries()) {
    field(kit, { ...cell, h: Math.min(cell.h, unit * 3) }, { text: index === 0 ? email : password, tone });
  }
  const items = [
    { kind: 'buttons', caption: copy.action, full: true },
    { kind: 'line', role: 'caption', text: hint, maxLines: 1 },
  ] as const;
  stack(kit, foot, { tone, items, align: 'center', valign: 'top' });
};

const drawDashboard = (kit: Kit): void => {
  const { page, unit, palette, copy, gap } = kit;
  const tone = background(kit, palette.paper);
  const [sidebar, main] = splitX(page, Math.min(0.22, (unit * 14) / page.w));
  const side = panel(kit, sidebar, { type: 'container', fill: palette.deep });
  const links = [copy.brand, ...copy.sections.map(({ title }) => title)];
  const column = inset(sidebar, unit * 1.2, unit * 1.4);
  for (const [index, text] of links.entries()) {
    const row = { ...column, y: column.y + index * unit * 2.8, h: unit * 2.2 };
    if (row.y + row.h > column.y + column.h) break;
    const colour = index === 0 ? side.ink : side.muted;
    const items = [
      { kind: 'line', role: index === 0 ? 'label' : 'kicker', text, colour, type: 'navigation' },
    ] as const;
    stack({ ...kit, look: { ...kit.look, capitals: false } }, row, { tone: side, items, valign: 'middle' });
  }
  const inner = inset(main, kit.margin * 0.7, kit.margin * 0.6);
  const [head, rest] = takeTop(inner, Math.max(unit * 5, inner.h * 0.16), unit * 0.8);
  stack(kit, head, { tone, items: pitch(kit).slice(1, 3), valign: 'middle', top: 6 });
  const [numbers, charts] = takeTop(rest, Math.max(unit * 5, rest.h * 0.26), gap * 0.6);
  const across = Math.max(1, Math.min(4, Math.floor(numbers.w / (unit * 9))));
  for (const [index, box] of cells(numbers, { across, down: 1 }, gap * 0.6).entries()) {
    const on = card(kit, box);
    const value = index === 0 ? String(kit.random.int(120, 980)) : `${kit.random.int(12, 98)} %`;
    const items = [
      {
        kind: 'line',
        role: 'caption',
        text: copy.sections[index % copy.sections.length]?.title ?? copy.brand,
        maxLines: 1,
      },
      { kind: 'line', role: 'title', text: value },
    ] as const;
    stack(kit, inset(box, Math.min(unit, box.w * 0.1)), { tone: on, items, valign: 'middle', top: 3 });
  }
  const [chart, list] = splitX(charts, 0.62, gap * 0.6);
  barChart(kit, chart);
  const on = card(kit, list);
  listRows(kit, inset(list, unit), on);
};

/** Screens of programs. */
export const APPS: readonly Layout[] = [
  {
    name: 'feed',
    placements: ['flow'],
    words: ['app', 'mobile', 'tracker', 'screen'],
    fits: (page) => usual(page) && isTall(page),
    draw: drawFeed,
  },
  {
    name: 'onboarding',
    placements: ['flow'],
    words: ['onboarding', 'welcome', 'splash', 'app', 'mobile'],
    fits: usual,
    draw: drawOnboarding,
  },
  {
    name: 'sign in',
    special: true,
    placements: ['layered'],
    words: [
      'login',
      'log-in',
      'sign-in',
      'signin',
      'signup',
      'sign-up',
      'register',
      'registration',
      'anmeldung',
      'checkout',
    ],
    fits: usual,
    draw: drawSignIn,
  },
  {
    name: 'dashboard',
    special: true,
    placements: ['grid'],
    words: ['dashboard', 'admin', 'analytics', 'overview', 'statistics', 'crm'],
    fits: (page) => usual(page) && aspect(page) > 1,
    draw: drawDashboard,
  },
];
