// HTML whose values are escaped unless they are HTML themselves.

export interface Markup {
  readonly html: string;
}

type Value = string | number | Markup | readonly Markup[];

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const textOf = (value: Value): string => {
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') return value.replaceAll(/[&<>"']/g, (character) => ESCAPES[character] ?? '');
  return 'html' in value ? value.html : value.map(({ html }) => html).join('');
};

/** Template tag. */
export const markup = (texts: TemplateStringsArray, ...values: readonly Value[]): Markup => ({
  html: texts.reduce((joined, text, n) => {
    const value = values[n - 1];
    return joined + (value === undefined ? '' : textOf(value)) + text;
  }),
});
