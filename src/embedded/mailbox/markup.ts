declare const brand: unique symbol;

/** HTML that needs no escaping any more. Only `markup` makes it. */
export interface Markup {
  readonly [brand]: true;
  readonly text: string;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

type Value = string | number | Markup | readonly Markup[];

const textOf = (value: Value): string => {
  if (typeof value === 'object') return 'text' in value ? value.text : value.map(({ text }) => text).join('');
  return String(value).replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
};

/** HTML of a template literal: every value is escaped unless it is HTML already. */
export const markup = (parts: TemplateStringsArray, ...values: readonly Value[]): Markup => {
  const filled = parts.map((part, index) => part + textOf(values[index] ?? ''));
  return { text: filled.join('') } as Markup;
};
