export const DOCS_STYLE = '';
export const docsPage = (schema: Record<string, unknown>): string => JSON.stringify(schema);
