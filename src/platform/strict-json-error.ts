/** Why a text was refused; `malformed` is what `JSON.parse` would refuse too. */
export type StrictJsonCode =
  'malformed' | 'duplicate_key' | 'number_out_of_range' | 'lone_surrogate' | 'too_deep' | 'forbidden_key';

/** One step from the root of a document: a key of an object or an index of an array. */
export type PathStep = string | number;

const maxKeyLength = 40;
const maxPathLength = 400;
const identifier = /^[A-Za-z_$][\w$]*$/;

const shorten = (text: string, limit: number): string =>
  text.length > limit ? `${text.slice(0, limit)}…` : text;

const showStep = (step: PathStep): string => {
  if (typeof step === 'number') return `[${String(step)}]`;
  const key = shorten(step, maxKeyLength);
  // JSON.stringify also escapes lone surrogates, so a path is always valid Unicode.
  return identifier.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`;
};

/** `$.design_data.objects[3].left`; long keys and long paths are cut, so an answer stays small. */
export const showPath = (steps: readonly PathStep[]): string =>
  shorten(`$${steps.map(showStep).join('')}`, maxPathLength);

/** A text refused by `parseStrictJson`: what is wrong, where in the document, and at which UTF-16 offset. */
export class StrictJsonError extends Error {
  readonly code: StrictJsonCode;
  readonly path: string;
  readonly offset: number;

  constructor(code: StrictJsonCode, path: string, offset: number) {
    super(`${code.replaceAll('_', ' ')} at ${path} (offset ${String(offset)})`);
    this.name = 'StrictJsonError';
    this.code = code;
    this.path = path;
    this.offset = offset;
  }
}
