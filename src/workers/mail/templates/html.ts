declare const brand: unique symbol;

/** HTML that needs no escaping any more. Only `html` makes it. */
export interface SafeHtml {
  readonly [brand]: true;
  readonly markup: string;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escaped = (text: string): string => text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');

type Value = string | number | SafeHtml | readonly SafeHtml[];

const markupOf = (value: Value): string => {
  if (typeof value === 'string' || typeof value === 'number') return escaped(String(value));
  return 'markup' in value ? value.markup : value.map((part) => part.markup).join('');
};

/** HTML of a template literal: every value is escaped unless it is HTML already. */
export const html = (parts: TemplateStringsArray, ...values: readonly Value[]): SafeHtml => {
  const filled = parts.map((part, index) => {
    const value = values[index];
    return value === undefined ? part : part + markupOf(value);
  });
  return { markup: filled.join('') } as SafeHtml;
};
