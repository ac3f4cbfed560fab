import type { Hex } from '../colour/colour.js';
import { fitText, type Fitted } from '../text/fit.js';
import { textWidth } from '../text/measure.js';
import { STEP } from '../text/scale.js';
import type { Kit } from './kit.js';

export type Role = 'display' | 'title' | 'lead' | 'body' | 'label' | 'caption' | 'kicker';

export type Item =
  | Readonly<{
      kind: 'line';
      role: Role;
      text: string;
      colour?: Hex;
      type?: 'text' | 'header' | 'footer' | 'navigation';
      maxLines?: number;
    }>
  | Readonly<{ kind: 'buttons'; caption: string; second?: string; full?: boolean }>
  | Readonly<{ kind: 'rule' }>;

type RoleRules = Readonly<{
  /** Steps of the scale, highest and lowest; a headline's highest is up to its box. */
  high: number;
  low: number;
  heading: boolean;
  weight: string;
  lines: number;
  /** What goes first when there is no room: the lowest. */
  rank: number;
  /** Room below, in sizes of running text. */
  gap: number;
}>;

export const ROLES: Readonly<Record<Role, RoleRules>> = {
  display: { high: 14, low: 3, heading: true, weight: '700', lines: 4, rank: 9, gap: 1 },
  title: { high: STEP.title, low: STEP.lead, heading: true, weight: '700', lines: 2, rank: 8, gap: 0.5 },
  lead: { high: STEP.lead, low: STEP.lead, heading: false, weight: '400', lines: 3, rank: 5, gap: 1.5 },
  body: { high: STEP.body, low: STEP.body, heading: false, weight: '400', lines: 3, rank: 4, gap: 0.8 },
  label: { high: STEP.body, low: STEP.body, heading: false, weight: '600', lines: 1, rank: 7, gap: 0.4 },
  caption: {
    high: STEP.caption,
    low: STEP.caption,
    heading: false,
    weight: '500',
    lines: 2,
    rank: 3,
    gap: 0.6,
  },
  kicker: {
    high: STEP.caption,
    low: STEP.caption,
    heading: false,
    weight: '600',
    lines: 1,
    rank: 3,
    gap: 0.7,
  },
};

type Box = Readonly<{ width: number; height: number }>;

export type MeasuredLine = Box &
  Readonly<{ kind: 'line'; item: Extract<Item, { kind: 'line' }>; fitted: Fitted }>;
export type MeasuredButtons = Box &
  Readonly<{
    kind: 'buttons';
    item: Extract<Item, { kind: 'buttons' }>;
    first: number;
    second: number;
    size: number;
  }>;
export type Measured =
  MeasuredLine | MeasuredButtons | (Box & Readonly<{ kind: 'rule'; item: Extract<Item, { kind: 'rule' }> }>);

type Room = Box & Readonly<{ top: number }>;

/** The words as this role writes them. */
const worded = (kit: Kit, item: MeasuredLine['item']): string =>
  item.role === 'kicker' && kit.look.capitals ? item.text.toLocaleUpperCase('en') : item.text;

export const faceOf = (kit: Kit, role: Role): Readonly<{ family: string; weight: string }> =>
  ROLES[role].heading
    ? { family: kit.fonts.heading, weight: kit.fonts.weight }
    : { family: kit.fonts.body, weight: ROLES[role].weight };

const measureLine = (kit: Kit, item: MeasuredLine['item'], room: Room): MeasuredLine | undefined => {
  const { high, low, lines } = ROLES[item.role];
  const highest = Math.min(high, Math.max(low, room.top));
  const sizes = kit.scale.slice(low, highest + 1).reverse();
  const maxLines = item.maxLines ?? lines;
  const fitted = fitText(worded(kit, item), { ...room, sizes, maxLines, ...faceOf(kit, item.role) });
  if (fitted === undefined || fitted.lines.length === 0) return undefined;
  return { kind: 'line', item, fitted, width: fitted.width, height: fitted.height };
};

const measureButtons = (kit: Kit, item: MeasuredButtons['item'], room: Room): MeasuredButtons | undefined => {
  const size = kit.scale[STEP.body] ?? kit.unit;
  const widthOf = (caption: string): number =>
    textWidth(caption, { size, family: kit.fonts.body, weight: '600' }) + size * 2.8;
  const first = item.full === true ? room.width : widthOf(item.caption);
  if (widthOf(item.caption) > room.width) return undefined;
  const second = item.second === undefined ? 0 : widthOf(item.second);
  const both = first + kit.unit * 0.8 + second;
  const pair = second > 0 && both <= room.width;
  return {
    ...{ kind: 'buttons', item, size, first },
    second: pair ? second : 0,
    width: pair ? both : first,
    height: size * 2.7,
  };
};

/** How large the item comes out in this room; undefined when there is no place for it at all. */
export const measureItem = (kit: Kit, item: Item, room: Room): Measured | undefined => {
  switch (item.kind) {
    case 'line':
      return measureLine(kit, item, room);
    case 'buttons':
      return measureButtons(kit, item, room);
    case 'rule':
      return {
        kind: 'rule',
        item,
        width: Math.min(room.width, kit.unit * 3.2),
        height: Math.max(2, kit.unit * 0.2),
      };
  }
};
