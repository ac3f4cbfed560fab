import { schemaAnchor, tagAnchor } from './docs/anchors.js';
import { authenticationSection } from './docs/authentication.js';
import { conventionsSection } from './docs/conventions.js';
import { errorsSection } from './docs/errors-section.js';
import { html, markupOf, type Html } from '#platform/html.js';
import {
  readDocument,
  type Documented,
  type JsonSchema,
  type Operation,
  type Schemas,
} from './docs/model.js';
import { navigation } from './docs/navigation.js';
import { operationSection } from './docs/operation.js';
import { schemaTable } from './docs/schema-table.js';

const header = ({ title, version, tags }: Documented): Html => {
  const count = [...tags.values()].flat().length;
  return html`<header class="top" id="start">
    <p class="version">Version ${version}</p>
    <h1>${title}</h1>
    <p>
      ${count} operations. For programs: the <a href="/api/schema/">OpenAPI 3.1 document</a> this page was
      made from.
    </p>
  </header> `;
};

const tagSection = (schemas: Schemas, [tag, operations]: readonly [string, readonly Operation[]]): Html =>
  html`<section class="tag" id="${tagAnchor(tag)}" aria-labelledby="${tagAnchor(tag)}-title">
    <h2 id="${tagAnchor(tag)}-title"><a href="#${tagAnchor(tag)}">${tag}</a></h2>
    ${operations.map((operation) => operationSection(operation, schemas))}
  </section> `;

/** Components that are answered list what is always there; those that are sent, what is required. */
const directionOf = (schema: JsonSchema) => (schema.additionalProperties === undefined ? 'sent' : 'answered');

const schemaSection = ([name, schema]: readonly [string, JsonSchema]): Html =>
  html`<section class="schema" id="${schemaAnchor(name)}" aria-labelledby="${schemaAnchor(name)}-title">
    <h3 id="${schemaAnchor(name)}-title"><a href="#${schemaAnchor(name)}">${name}</a></h3>
    ${schemaTable(schema, directionOf(schema))}
  </section> `;

const contents = (documented: Documented): Html =>
  html`<main id="main">
    ${header(documented)} ${authenticationSection()} ${conventionsSection()} ${errorsSection()}
    ${[...documented.tags].map((each) => tagSection(documented.schemas, each))}
    <section id="schemas" aria-labelledby="schemas-title">
      <h2 id="schemas-title"><a href="#schemas">Schemas</a></h2>
      ${Object.entries(documented.schemas).map(schemaSection)}
    </section>
  </main> `;

const pageOf = (documented: Documented): Html =>
  html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${documented.title} ${documented.version}</title>
        <link rel="stylesheet" href="/api/docs.css" />
        <link rel="icon" href="data:," />
      </head>
      <body>
        <a class="skip" href="#main">Skip to content</a>
        <div class="bar">
          <a href="#start">${documented.title}</a> <a class="open" href="#contents">Contents</a>
        </div>
        ${navigation(documented)} ${contents(documented)}
      </body>
    </html> `;

/**
 * The documentation as one HTML page without any script, made from the OpenAPI document that `openApiOf`
 * makes. Throws a ZodError for a document it cannot show.
 */
export const docsPage = (schema: Readonly<Record<string, unknown>>): string =>
  markupOf(pageOf(readDocument(schema)));
