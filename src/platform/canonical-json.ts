/**
 * Canonical JSON as in RFC 8785: keys sorted by UTF-16 code units, no white space, numbers and strings as
 * ECMAScript writes them. Refuses with a TypeError what has no canonical form: undefined, functions, holes in
 * arrays, objects that are not plain (a Date, a Map), non-finite numbers, -0 and lone surrogates.
 */
export const canonicalJson = (value: unknown): string => {
  switch (typeof value) {
    case 'string':
      if (!value.isWellFormed()) throw new TypeError('A lone surrogate has no canonical JSON form.');
      return JSON.stringify(value);
    case 'boolean':
      return value ? 'true' : 'false';
    case 'number':
      if (!Number.isFinite(value) || Object.is(value, -0))
        throw new TypeError(`${value} has no canonical JSON form.`);
      return String(value);
    case 'object':
      return value === null ? 'null' : canonicalStructure(value);
    case 'undefined':
    case 'function':
    case 'symbol':
    case 'bigint':
      throw new TypeError(`A value of type ${typeof value} has no canonical JSON form.`);
  }
};

const isPlain = (value: object): boolean => {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
};

const canonicalStructure = (value: object): string => {
  if (Array.isArray(value)) return `[${Array.from(value, canonicalJson).join(',')}]`;
  if (!isPlain(value)) throw new TypeError('Only plain objects and arrays have a canonical JSON form.');
  const fields = value as Readonly<Record<string, unknown>>;
  let text = '';
  for (const key of Object.keys(fields).sort())
    text += `${text && ','}${canonicalJson(key)}:${canonicalJson(fields[key])}`;
  return `{${text}}`;
};
