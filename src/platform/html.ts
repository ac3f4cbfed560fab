const MARKUP = Symbol('markup');

/** Markup that is safe to send: made by `html` only, because nobody else has the key. */
export interface Html {
  readonly [MARKUP]: string;
}

/** What may stand in a template. Texts are escaped; nothing is written for null, undefined and false. */
export type Part = string | number | Html | null | undefined | false | readonly Part[];

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escaped = (text: string): string => text.replace(/[&<>"']/g, (each) => ENTITIES[each] ?? each);

const written = (part: Part): string => {
  if (part === null || part === undefined || part === false) return '';
  if (typeof part === 'string' || typeof part === 'number') return escaped(String(part));
  return MARKUP in part ? part[MARKUP] : part.map(written).join('');
};

/**
 * Tagged template for markup. Everything put in is escaped unless it is markup itself; attributes need
 * quotes.
 */
export const html = (strings: TemplateStringsArray, ...parts: readonly Part[]): Html => ({
  [MARKUP]: strings.reduce((text, string, index) => `${text}${written(parts[index - 1])}${string}`),
});

export const markupOf = (page: Html): string => page[MARKUP];

/** Parts with something between each two of them. */
export const joined = (parts: readonly Part[], between: Part): Part[] =>
  parts.flatMap((part, index) => (index === 0 ? [part] : [between, part]));

/** A text in which `…` marks code, as descriptions are written in OpenAPI documents. */
export const withCode = (text: string): Part[] =>
  text.split('`').map((piece, index) => (index % 2 === 1 ? html`<code>${piece}</code>` : piece));
