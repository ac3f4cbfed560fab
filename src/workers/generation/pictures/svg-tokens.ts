/** A piece of an SVG text. Entities are decoded. */
export type SvgToken =
  | { readonly type: 'open'; readonly name: string; readonly attributes: Attributes; readonly empty: boolean }
  | { readonly type: 'close'; readonly name: string }
  | { readonly type: 'text'; readonly text: string };

type Attributes = readonly (readonly [name: string, value: string])[];

const NAME = String.raw`[A-Za-z_][\w.:-]*`;
const ATTRIBUTE = String.raw`\s+(${NAME})\s*=\s*(?:"([^"<]*)"|'([^'<]*)')`;
const PIECE = new RegExp(
  [
    String.raw`(?<skipped><!--(?:(?!--)[^])*-->|<\?xml\s[^<>]*\?>)`,
    String.raw`</(?<close>${NAME})\s*>`,
    String.raw`<(?<open>${NAME})(?<attributes>(?:${ATTRIBUTE.replace(/\((?!\?)/g, '(?:')})*)\s*(?<empty>/?)>`,
    String.raw`(?<text>[^<]+)`,
  ].join('|'),
  'y',
);
const NAMED = new Map(Object.entries({ lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }));

const character = (code: number): string | undefined =>
  code > 0 && code <= 0x10_ff_ff ? String.fromCodePoint(code) : undefined;

/** The text with its entities resolved; undefined when it has others than those of XML itself. */
const decoded = (text: string): string | undefined => {
  const unknown: string[] = [];
  const resolved = text.replaceAll(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|(\w{1,8}));|&/gi, (...found) => {
    const [, decimal, hex, name] = found as readonly (string | undefined)[];
    const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
    const meant = name === undefined ? character(code) : NAMED.get(name);
    if (meant === undefined) unknown.push(name ?? '');
    return meant ?? '';
  });
  return unknown.length === 0 ? resolved : undefined;
};

const attributesOf = (text: string): Attributes | undefined => {
  const pairs: [string, string][] = [];
  for (const [, name = '', double, single] of text.matchAll(new RegExp(ATTRIBUTE, 'g'))) {
    const value = decoded(double ?? single ?? '');
    if (value === undefined) return undefined;
    pairs.push([name, value]);
  }
  return pairs;
};

const tokenOf = (groups: Readonly<Record<string, string | undefined>>): SvgToken | undefined => {
  if (groups['close'] !== undefined) return { type: 'close', name: groups['close'] };
  if (groups['open'] !== undefined) {
    const attributes = attributesOf(groups['attributes'] ?? '');
    return attributes && { type: 'open', name: groups['open'], attributes, empty: groups['empty'] === '/' };
  }
  const text = decoded(groups['text'] ?? '');
  return text === undefined ? undefined : { type: 'text', text };
};

/**
 * The pieces of a plain XML text. Undefined when it holds anything else: a document type, entities of its own,
 * CDATA, processing instructions, or what is no XML.
 */
export const svgTokens = (text: string): readonly SvgToken[] | undefined => {
  const tokens: SvgToken[] = [];
  let at = 0;
  while (at < text.length) {
    PIECE.lastIndex = at;
    const groups = PIECE.exec(text)?.groups;
    if (!groups) return undefined;
    at = PIECE.lastIndex;
    if (groups['skipped'] !== undefined) continue;
    const token = tokenOf(groups);
    if (!token) return undefined;
    tokens.push(token);
  }
  return tokens;
};
