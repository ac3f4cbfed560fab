import { composeImage } from '../image/image.js';
import { RequestError } from './errors.js';
import type { Fields } from './read-json.js';

const SIZES: Readonly<Record<string, readonly [number, number]>> = {
  '1024x1024': [1024, 1024],
  '1792x1024': [1792, 1024],
  '1024x1792': [1024, 1792],
};
const MOST = 10;

const promptOf = ({ prompt }: Fields): string => {
  if (typeof prompt === 'string') return prompt;
  throw new RequestError("Missing required parameter: 'prompt'.", {
    ...{ param: 'prompt', code: 'missing_required_parameter' },
  });
};

const sizeOf = ({ size = '1024x1024' }: Fields): readonly [number, number] => {
  const known = typeof size === 'string' ? SIZES[size] : undefined;
  if (known !== undefined) return known;
  throw new RequestError(`Invalid size. Supported: ${Object.keys(SIZES).join(', ')}.`, {
    ...{ param: 'size', code: 'invalid_value' },
  });
};

const countOf = ({ n = 1 }: Fields): number => {
  if (typeof n === 'number' && Number.isInteger(n) && n >= 1 && n <= MOST) return n;
  throw new RequestError(`n must be a whole number from 1 to ${String(MOST)}.`, {
    param: 'n',
    code: 'invalid_value',
  });
};

/** Pictures as SVG in base64; RequestError for a wish that cannot be met. */
export const generateImages = (body: Fields, now: () => number): Fields => {
  const prompt = promptOf(body);
  const [width, height] = sizeOf(body);
  const style = typeof body['style'] === 'string' ? body['style'] : '';
  const seed = typeof body['seed'] === 'number' ? String(body['seed']) : '';
  const data = Array.from({ length: countOf(body) }, (_, index) => {
    const svg = composeImage({ prompt, width, height, style, seed: `${seed}/${String(index)}` });
    return { b64_json: Buffer.from(svg, 'utf8').toString('base64'), revised_prompt: prompt };
  });
  return { created: Math.floor(now() / 1000), data };
};
