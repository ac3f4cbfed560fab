/** Any name as a part of an element id: other characters become their code, so that two names never meet. */
const slug = (name: string): string =>
  name.replace(/[^A-Za-z0-9_.-]/gu, (each) => `~${(each.codePointAt(0) ?? 0).toString(16)}`);

export const operationAnchor = (operationId: string): string => `operation-${slug(operationId)}`;
export const schemaAnchor = (name: string): string => `schema-${slug(name)}`;
export const tagAnchor = (tag: string): string => `tag-${slug(tag)}`;
export const errorAnchor = (code: string): string => `error-${slug(code)}`;
