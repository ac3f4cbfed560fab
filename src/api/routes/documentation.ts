import { DOCS_STYLE } from '../docs/style.js';
import { docsPage } from '../docs-page.js';
import { openApiOf } from '../openapi.js';
import { route, type Route } from '../route.js';
import { jsonObject } from '../schemas/common.js';

const page = { tag: 'Documentation', method: 'GET', absolute: true, policy: 'public' } as const;

/** The OpenAPI document and a page to read it, made once from the other routes. */
export const documentationRoutes = (documented: readonly Route[]): readonly Route[] => {
  const schema = openApiOf(documented);
  const html = docsPage(schema);
  return [
    route({
      ...page,
      paths: ['/api/schema', '/api/v1/schema'],
      name: 'docs.schema',
      summary: 'The OpenAPI 3.1 document',
      responses: { 200: jsonObject },
      handle: () => Promise.resolve({ status: 200, body: schema }),
    }),
    route({
      ...page,
      paths: ['/api/docs', '/api/redoc'],
      name: 'docs.page',
      summary: 'This documentation as a page',
      responses: { 200: null },
      handle: () => Promise.resolve({ status: 200, body: html, type: 'text/html; charset=utf-8' }),
    }),
    route({
      ...page,
      paths: ['/api/docs.css'],
      name: 'docs.style',
      summary: 'Style sheet of the page',
      responses: { 200: null },
      handle: () => Promise.resolve({ status: 200, body: DOCS_STYLE, type: 'text/css; charset=utf-8' }),
    }),
  ];
};
