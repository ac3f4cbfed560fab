// A mark and a wordmark in three arrangements, of which the first is the answer itself.
import type { Brief } from '../brief.js';
import type { Hex } from '../colour/colour.js';
import { capitalised, shortened } from '../text/graphemes.js';
import { plainText } from '../copy/clean.js';
import { subjectOf } from '../copy/subject.js';
import { background } from '../layouts/parts.js';
import type { Component, Design } from '../page/component.js';
import { designOf } from '../page/design-of.js';
import { withGivenColours } from '../page/given-colours.js';
import type { Item } from '../page/items.js';
import type { Kit } from '../page/kit.js';
import { chances, newKit } from '../page/new-kit.js';
import { centredIn, inset, splitX, splitY, type Rect } from '../page/rect.js';
import { newSheet } from '../page/sheet.js';
import { stack } from '../page/stack.js';
import { markFor } from './marks.js';

export type LogoDesign = Design &
  Readonly<{ variations: readonly Readonly<{ components: readonly Component[] }>[] }>;

const NAME_LIMIT = 36;

const nameOf = (brief: Brief, brand: string): string => {
  const prompt = plainText(brief.prompt);
  const named = subjectOf(brief.prompt).name;
  const alone = prompt.length > 0 && prompt.length <= NAME_LIMIT && !/\blogo\b/iu.test(prompt);
  return shortened(named ?? (alone ? prompt : brand), NAME_LIMIT);
};

const wordmark = (kit: Kit, spaced: boolean): readonly Item[] => [
  { kind: 'line', role: 'display', text: kit.copy.headline, maxLines: 2 },
  ...(spaced ? [{ kind: 'rule' as const }] : []),
  { kind: 'line', role: 'lead', text: kit.copy.sub, maxLines: 1 },
];

type Draw = (kit: Kit, mark: (rect: Rect, ground: Hex) => void) => void;

const beside: Draw = (kit, mark) => {
  const tone = background(kit, kit.palette.paper);
  const box = centredIn(inset(kit.page, kit.margin), 2.7);
  const [left, right] = splitX(box, Math.min(0.4, box.h / box.w), box.w * 0.045);
  mark(left, tone.fill);
  stack(kit, right, { tone, items: wordmark(kit, false), valign: 'middle' });
};

const above: Draw = (kit, mark) => {
  const tone = background(kit, kit.palette.tint);
  const box = inset(kit.page, kit.margin * 2, kit.margin * 1.6);
  const [top, bottom] = splitY(box, 0.5, kit.unit * 1.4);
  mark(top, tone.fill);
  stack(kit, bottom, { tone, items: wordmark(kit, false), align: 'center', valign: 'top' });
};

const reversed: Draw = (kit, mark) => {
  const tone = background(kit, kit.palette.deep);
  const box = inset(kit.page, kit.margin * 2, kit.margin * 1.6);
  const [top, bottom] = splitY(box, 0.3, kit.unit * 1.4);
  mark(top, tone.fill);
  stack(kit, bottom, { tone, items: wordmark(kit, true), align: 'center', valign: 'middle' });
};

/** The name is large and the field below it, in the field's words. */
const logoKit = (brief: Brief, seed: string, share: number): Kit => {
  const kit = newKit(brief, seed, share);
  const name = nameOf(brief, kit.copy.brand);
  const field = brief.industry === '' ? (kit.copy.topic?.name ?? 'studio') : plainText(brief.industry);
  const copy = { ...kit.copy, brand: name, headline: name, sub: shortened(capitalised(field), 32) };
  return { ...kit, copy };
};

type Sheets = readonly Readonly<{ components: readonly Component[] }>[];

const drawn = (brief: Brief, seed: string, kit: Kit): Sheets => {
  const mark = markFor({ ...kit, random: chances(brief, seed)('mark') });
  const draws = kit.page.w > kit.page.h * 1.2 ? [beside, above, reversed] : [above, beside, reversed];
  return draws.map((draw) => {
    const canvas = {
      ...kit,
      sheet: newSheet(kit.page.w, kit.page.h),
      random: chances(brief, seed)('mark drawing'),
    };
    draw(canvas, (rect, ground) => mark(canvas, rect, ground));
    withGivenColours(canvas);
    return { components: canvas.sheet.components() };
  });
};

const namesIt = ({ components }: Sheets[number]): boolean => components.some(({ type }) => type === 'header');

const SHARES = [1.25, 0.9, 0.6, 0.4, 0.25];

/** A logo for the name in the brief; the same for the same seed. */
export const composeLogo = (brief: Brief, seed: string): LogoDesign => {
  const graphic: Brief = { ...brief, designType: 'graphic' };
  const tries = SHARES.map((share) => logoKit(graphic, seed, share));
  const kit = tries.find((each) => drawn(graphic, seed, each).every(namesIt)) ?? tries.at(-1);
  if (kit === undefined) throw new RangeError('no sizes to try');
  const variations = drawn(graphic, seed, kit);
  return { ...designOf(kit, variations[0]?.components ?? []), variations };
};
