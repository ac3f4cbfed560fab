import type { Tone } from '../colour/tone.js';
import type { Align } from './component.js';
import { faceOf, type MeasuredButtons, type MeasuredLine } from './items.js';
import type { Kit } from './kit.js';
import type { Rect } from './rect.js';

type Place = Readonly<{ rect: Rect; tone: Tone; align: Align }>;

const colourOf = ({ item }: MeasuredLine, tone: Tone): Tone['ink'] => {
  if (item.colour !== undefined) return item.colour;
  switch (item.role) {
    case 'display':
    case 'title':
    case 'label':
      return tone.ink;
    case 'lead':
    case 'body':
    case 'caption':
      return tone.muted;
    case 'kicker':
      return tone.accent;
  }
};

export const drawLine = (kit: Kit, line: MeasuredLine, { rect, tone, align }: Place): void => {
  const { family, weight } = faceOf(kit, line.item.role);
  const style = {
    fill: colourOf(line, tone),
    ...{ fontSize: line.fitted.size, fontFamily: family, fontWeight: weight, textAlign: align },
  };
  const type = line.item.type ?? (line.item.role === 'display' ? 'header' : 'text');
  kit.sheet.add({ type, content: line.fitted.lines.join('\n'), style }, rect);
};

const CORNERS = { square: 0.12, soft: 0.5, pill: 1.35 } as const;

export const drawButtons = (kit: Kit, part: MeasuredButtons, { rect, tone }: Place): void => {
  const shared = {
    ...{ fontSize: part.size, fontFamily: kit.fonts.body, fontWeight: '600', textAlign: 'center' as const },
    borderRadius: Math.max(1, Math.round(part.size * CORNERS[kit.look.buttons])),
  };
  kit.sheet.add(
    {
      type: 'button',
      content: part.item.caption,
      style: { ...shared, backgroundColor: tone.button.fill, color: tone.button.text },
    },
    { ...rect, w: part.first },
  );
  if (part.second === 0) return;
  const border = { borderColor: tone.muted, borderWidth: Math.max(1, Math.round(kit.unit * 0.08)) };
  kit.sheet.add(
    {
      type: 'button',
      content: part.item.second ?? '',
      style: { ...shared, ...border, backgroundColor: tone.fill, color: tone.ink },
    },
    { ...rect, x: rect.x + rect.w - part.second, w: part.second },
  );
};

export const drawRule = (kit: Kit, { rect, tone }: Place): void =>
  kit.sheet.add({ type: 'rectangle', style: { fill: tone.button.fill } }, rect);
