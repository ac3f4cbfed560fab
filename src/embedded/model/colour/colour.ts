// sRGB colours as #RRGGBB and as OKLCH (Björn Ottosson's OKLab in polar form): lightness 0..1, chroma
// 0..~0.37, hue in degrees. A colour outside sRGB loses chroma until it fits; lightness and hue stay.

export type Hex = `#${string}`;
export type Oklch = Readonly<{ l: number; c: number; h: number }>;
type Triple = readonly [number, number, number];

const toLinear = (channel: number): number =>
  channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;

const toGamma = (channel: number): number =>
  channel <= 0.0031308 ? channel * 12.92 : 1.055 * channel ** (1 / 2.4) - 0.055;

const channelAt = (hex: string, start: number): number => parseInt(hex.slice(start, start + 2), 16) / 255;

const linearOf = (hex: Hex): Triple => [
  toLinear(channelAt(hex, 1)),
  toLinear(channelAt(hex, 3)),
  toLinear(channelAt(hex, 5)),
];

const byteText = (channel: number): string =>
  Math.round(Math.min(1, Math.max(0, channel)) * 255)
    .toString(16)
    .padStart(2, '0')
    .toUpperCase();

const hexOf = (linear: Triple): Hex => `#${linear.map((channel) => byteText(toGamma(channel))).join('')}`;

const linearFromOklch = ({ l, c, h }: Oklch): Triple => {
  const a = c * Math.cos((h * Math.PI) / 180);
  const b = c * Math.sin((h * Math.PI) / 180);
  const long = (l + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const middle = (l - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const short = (l - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
    -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
    -0.0041960863 * long - 0.7034186147 * middle + 1.707614701 * short,
  ];
};

const fits = (linear: Triple): boolean => linear.every((channel) => channel >= -0.0005 && channel <= 1.0005);

/** The nearest colour a screen can show with this lightness and hue. */
export const oklch = (l: number, c: number, h: number): Hex => {
  for (let chroma = c; chroma > 0; chroma -= 0.004) {
    const linear = linearFromOklch({ l, c: chroma, h });
    if (fits(linear)) return hexOf(linear);
  }
  return hexOf(linearFromOklch({ l, c: 0, h }));
};

export const toOklch = (hex: Hex): Oklch => {
  const [red, green, blue] = linearOf(hex);
  const long = Math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue);
  const middle = Math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue);
  const short = Math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue);
  const a = 1.9779984951 * long - 2.428592205 * middle + 0.4505937099 * short;
  const b = 0.0259040371 * long + 0.7827717662 * middle - 0.808675766 * short;
  const hue = (Math.atan2(b, a) * 180) / Math.PI;
  return {
    l: 0.2104542553 * long + 0.793617785 * middle - 0.0040720468 * short,
    c: Math.hypot(a, b),
    h: (hue + 360) % 360,
  };
};

/** `share` of the second colour in the first, 0..1, as an opacity would give. */
export const mix = (first: Hex, second: Hex, share: number): Hex => {
  const part = (start: number): string =>
    byteText(channelAt(first, start) * (1 - share) + channelAt(second, start) * share);
  return `#${part(1)}${part(3)}${part(5)}`;
};

/** #RRGGBB in capitals from #RGB or #RRGGBB in any case; undefined for everything else. */
export const parseHex = (text: string): Hex | undefined => {
  const match = /^#?(?:([0-9a-f])([0-9a-f])([0-9a-f])|([0-9a-f]{6}))$/i.exec(text.trim());
  if (match === null) return undefined;
  const [, red = '', green = '', blue = '', six] = match;
  return `#${(six ?? red + red + green + green + blue + blue).toUpperCase()}`;
};

/** WCAG 2 relative luminance. */
const luminance = (hex: Hex): number => {
  const [red, green, blue] = linearOf(hex);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
};

/** WCAG 2 contrast ratio, 1..21. */
export const contrast = (first: Hex, second: Hex): number => {
  const [dark = 0, light = 0] = [luminance(first), luminance(second)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
};
