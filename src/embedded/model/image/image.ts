// A picture for a prompt as SVG: no script, no links, nothing to load; the prompt appears in its title only.
import { art } from '../art/art.js';
import { briefOf } from '../brief.js';
import { plainText } from '../copy/clean.js';
import { newKit } from '../page/new-kit.js';
import { shortened } from '../text/graphemes.js';
import { escapeXml } from './escape.js';
import { svgShape } from './shapes.js';
import { vista } from './vista.js';

export type ImageWish = Readonly<{
  prompt: string;
  width: number;
  height: number;
  style: string;
  seed: string;
}>;

const VISTAS = new Set(['landscape', 'sea', 'forest', 'night', 'skyline']);
const FAR =
  /\b(?:mountains?|hills?|sea|ocean|lake|desert|dunes?|valley|sunset|sunrise|beach|forest|night|meer|wald)\b/iu;

const bodyOf = (wish: ImageWish): string => {
  const { prompt, width, height, style, seed } = wish;
  const fields = { task: 'layout', prompt, style, canvas: { width, height } };
  const brief = briefOf([{ role: 'user', content: JSON.stringify(fields) }]);
  if (brief === undefined) throw new RangeError('no brief');
  const kit = newKit(brief, `image ${seed}`, 1);
  const far = FAR.test(prompt) || (VISTAS.has(kit.look.art) && kit.look.art !== 'skyline');
  if (far) {
    const dark = /\b(?:night|dark|moon|stars?|nacht|space)\b/iu.test(`${prompt} ${style}`);
    return vista({ width, height, palette: kit.palette, random: kit.random }, { dark });
  }
  const ground = kit.random.pick([kit.palette.tint, kit.palette.deep, kit.palette.paper]);
  art(kit, kit.page, { fill: ground });
  return kit.sheet.components().map(svgShape).join('');
};

/** A complete SVG document; the same for the same wish. */
export const composeImage = (wish: ImageWish): string => {
  const { width, height, prompt } = wish;
  const title = escapeXml(shortened(plainText(prompt), 120));
  return [
    '<?xml version="1.0" encoding="UTF-8"?>\n',
    '<svg xmlns="http://www.w3.org/2000/svg"',
    ` width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">`,
    `<title>${title}</title>${bodyOf(wish)}</svg>`,
  ].join('');
};
