import type { JsonObject } from '#domain/kit/json.js';
import { photoDataUrl } from './picture.js';

const PHOTO_SIDE = 1_000;

const shape = (type: string, place: { left: number; top: number; width: number; height: number }) => ({
  type,
  version: '5.3.0',
  originX: 'left',
  originY: 'top',
  ...place,
  stroke: null,
  strokeWidth: 1,
  strokeDashArray: null,
  scaleX: 1,
  scaleY: 1,
  angle: 0,
  opacity: 1,
  visible: true,
  shadow: null,
});

const text = (words: string, top: number, fontSize: number) => ({
  ...shape('textbox', { left: 96, top, width: 720, height: fontSize * 1.13 }),
  fill: '#1F2937',
  fontFamily: "'Noto Sans', sans-serif",
  fontSize,
  lineHeight: 1.16,
  text: words,
  styles: [],
});

const SCRIPTS = [
  "Rosie's Café: “Today's menu”",
  'Ένα, δύο, τρία · Раз, два, три',
  'مرحبا بكم في المقهى',
  '本日のおすすめ: 抹茶ラテ',
  'आज का विशेष · วันนี้',
  '🥐 ☕️ 👩🏽‍🍳 🏳️‍🌈',
];

const button = (label: string, left: number) => ({
  ...shape('group', { left, top: 860, width: 220, height: 64 }),
  objects: [
    { ...shape('rect', { left: -110, top: -32, width: 220, height: 64 }), rx: 12, ry: 12, fill: '#FF5A5F' },
    { ...text(label, -18, 26), left: -80, width: 160, fill: '#ffffff', textAlign: 'center' },
  ],
});

const badge = {
  ...shape('group', { left: 1_540, top: 90, width: 240, height: 240 }),
  angle: -12.5,
  objects: [
    { ...shape('circle', { left: -120, top: -120, width: 240, height: 240 }), radius: 120, fill: '#FDE68A' },
    {
      ...shape('group', { left: -70, top: -50, width: 140, height: 100 }),
      objects: [
        { ...text("it's\nnew!", -50, 44), left: -70, width: 140, fill: '#B45309' },
        {
          ...shape('path', { left: -60, top: 40, width: 120, height: 8 }),
          path: [
            ['M', 0, 0],
            ['Q', 60, 12.25, 120, 0],
          ],
          fill: '',
          stroke: '#B45309',
        },
      ],
    },
  ],
};

const backdrop = {
  ...shape('rect', { left: 64, top: 64, width: 800, height: 720 }),
  rx: 24,
  ry: 24,
  fill: {
    type: 'linear',
    coords: { x1: 0, y1: 0, x2: 0, y2: 720 },
    colorStops: [
      { offset: 0, color: '#FFF7ED' },
      { offset: 1, color: '#FED7AA' },
    ],
  },
  shadow: { color: 'rgba(0,0,0,0.25)', blur: 18, offsetX: 0, offsetY: 6 },
};

const photo = () => ({
  ...shape('image', { left: 920, top: 380, width: PHOTO_SIDE, height: PHOTO_SIDE }),
  scaleX: 0.62,
  scaleY: 0.62,
  crossOrigin: null,
  filters: [],
  src: photoDataUrl(PHOTO_SIDE),
});

/**
 * A poster as the editor saves it (Fabric.js 5): groups in groups, gradients, six scripts, a photo of 3 MB.
 */
export const posterDesign = (): JsonObject => ({
  version: '5.3.0',
  background: '#F8FAFC',
  objects: [
    backdrop,
    ...SCRIPTS.map((words, index) => text(words, 104 + index * 108, 52 - index * 3)),
    photo(),
    badge,
    button('Order now →', 96),
    button("What's #1?", 340),
  ],
});

/** The same design with its first object, the big rectangle, somewhere else. */
export const withRectangleAt = (design: JsonObject, left: number): JsonObject => {
  const [first, ...rest] = design['objects'] as readonly JsonObject[];
  return { ...design, objects: [{ ...first, left }, ...rest] };
};
