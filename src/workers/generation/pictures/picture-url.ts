import { cleanSvg } from './clean-svg.js';

/** A larger picture would make a design larger than what the editor may save. Bytes. */
const LARGEST = 6 * 1024 * 1024;
const LARGEST_SVG = 1024 * 1024;

const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const PNG_HEADER = Buffer.from('IHDR');
const JPEG = Buffer.from([0xff, 0xd8, 0xff]);

const startsWith = (bytes: Buffer, magic: Buffer): boolean => bytes.subarray(0, magic.length).equals(magic);

const isPng = (bytes: Buffer): boolean => startsWith(bytes, PNG) && bytes.subarray(12, 16).equals(PNG_HEADER);

const dataUrl = (type: string, bytes: Buffer): string =>
  `data:image/${type};base64,${bytes.toString('base64')}`;

const svgUrl = (bytes: Buffer): string | undefined => {
  if (bytes.length > LARGEST_SVG) return undefined;
  const clean = cleanSvg(bytes.toString('utf8'));
  return clean === undefined ? undefined : dataUrl('svg+xml', Buffer.from(clean));
};

/**
 * A picture in base64 as a data URL; its type is what its bytes say. Undefined for anything but PNG, JPEG and
 * SVG, and for what is too large.
 */
export const pictureUrl = (answer: string): string | undefined => {
  const base64 = answer.replaceAll(/\s/g, '');
  if (base64.length > (LARGEST / 3) * 4 + 4 || !/^[A-Za-z0-9+/]+={0,2}$/.test(base64)) return undefined;
  const bytes = Buffer.from(base64, 'base64');
  if (isPng(bytes)) return dataUrl('png', bytes);
  return startsWith(bytes, JPEG) ? dataUrl('jpeg', bytes) : svgUrl(bytes);
};
