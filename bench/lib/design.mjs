import { randomBytes } from 'node:crypto';

const PICTURE_BYTES = 3_000_000;

const shape = (type, left, top) => ({
  type,
  version: '5.3.0',
  originX: 'left',
  originY: 'top',
  left,
  top,
  width: 240,
  height: 80,
  fill: '#1F2937',
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

const text = (at) => ({
  ...shape('textbox', 96, 40 + at * 48),
  fontFamily: "'Noto Sans', sans-serif",
  fontSize: 28,
  lineHeight: 1.16,
  text: `Rosie's Café, line ${at}: “Today's menu” 本日のおすすめ 🥐`,
  styles: [],
});

const group = (at) => ({
  ...shape('group', 640 + at * 40, 120 + at * 60),
  objects: [
    { ...shape('rect', -120, -40), rx: 12, ry: 12, fill: '#FF5A5F' },
    { ...text(0), left: -80, width: 160, fill: '#ffffff', textAlign: 'center' },
  ],
});

/** A design of 20 objects as the editor saves it (Fabric.js 5), with its big rectangle at `left`. */
export const design = (left) => ({
  version: '5.3.0',
  background: '#F8FAFC',
  objects: [
    { ...shape('rect', left, 64), width: 800, height: 720, rx: 24, ry: 24 },
    ...Array.from({ length: 13 }, (_, at) => text(at)),
    ...Array.from({ length: 6 }, (_, at) => group(at)),
  ],
});

/** A picture of 3 MB nobody has seen before, inlined as the editor does it. */
export const newPicture = () => `data:image/png;base64,${randomBytes(PICTURE_BYTES).toString('base64')}`;

/** The design with one of its objects replaced by a picture: 20 objects as before. */
export const withPicture = (plain, src) => {
  const image = {
    ...shape('image', 920, 380),
    width: 1000,
    height: 1000,
    crossOrigin: null,
    filters: [],
    src,
  };
  return { ...plain, objects: [...plain.objects.slice(0, -1), image] };
};
