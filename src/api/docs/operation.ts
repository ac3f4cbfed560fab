import { operationAnchor } from './anchors.js';
import { codeBlock } from './code-block.js';
import { curlExample } from './example.js';
import { html, joined, withCode, type Html, type Part } from '#platform/html.js';
import {
  componentOf,
  jsonIn,
  type JsonSchema,
  type Operation,
  type Parameter,
  type Schemas,
} from './model.js';
import { fieldsOf, schemaTable, type Direction } from './schema-table.js';
import { limitsText, typeText } from './type-text.js';

/** Answers with more fields than this are folded. */
const FIELDS_UNFOLDED = 8;

export const methodBadge = (method: string): Html =>
  html`<span class="method method-${method.toLowerCase()}">${method}</span>`;

/** The path with its parameters set off, and with places to break a line after each slash. */
export const pathText = (path: string): Part[] =>
  path
    .split(/(?<=\/)|(\{\w+\})/)
    .filter(Boolean)
    .map((piece) => (piece.startsWith('{') ? html`<var>${piece}</var>` : html`${piece}<wbr />`));

const aliases = ({ 'x-also-served-at': paths }: Operation): Part =>
  paths.length > 0 &&
  html`<details class="aliases">
    <summary>Also served at ${paths.length} other ${paths.length === 1 ? 'path' : 'paths'}</summary>
    <ul>
      ${paths.map((path) => html`<li><code>${path}</code></li> `)}
    </ul>
  </details> `;

const meaning = ({ description, schema }: Parameter): Part => {
  const parts = [description === '' ? '' : withCode(description), limitsText(schema)];
  return joined(
    parts.filter((part) => part !== ''),
    '; ',
  );
};

const parameterRow = (each: Parameter): Html => {
  const { name, in: place, required, schema } = each;
  return html`<tr>
    <th scope="row"><code>${name}</code></th>
    <td class="type">${typeText(schema)} <span class="place">in ${place}</span></td>
    <td><span class="${required ? 'notable' : 'usual'}">${required ? 'required' : 'optional'}</span></td>
    <td class="limits">${meaning(each)}</td>
  </tr> `;
};

const parameterTable = ({ parameters }: Operation): Part =>
  parameters.length > 0 &&
  html`<h4>Parameters</h4>
    <table class="fields parameters cards">
      <thead>
        <tr>
          <th scope="col">Name</th>
          <th scope="col">Type</th>
          <th scope="col">Required</th>
          <th scope="col">Meaning</th>
        </tr>
      </thead>
      <tbody>
        ${parameters.map(parameterRow)}
      </tbody>
    </table> `;

/** The object whose fields a table can list: the schema, the component it names, or that of its items. */
const objectIn = (schema: JsonSchema, schemas: Schemas): JsonSchema => {
  const named = schemas[componentOf(schema) ?? ''] ?? schema;
  return named.items ? objectIn(named.items, schemas) : named;
};

const tableOf = (schema: JsonSchema, schemas: Schemas, direction: Direction): Part =>
  schemaTable(objectIn(schema, schemas), direction);

const requestBody = ({ requestBody: body }: Operation, schemas: Schemas): Part => {
  const schema = body && jsonIn(body);
  if (!schema) return null;
  const named = componentOf(schema) !== undefined;
  return html`<h4>Body ${named && html`<span class="of">${typeText(schema)}</span>`}</h4>
    ${tableOf(schema, schemas, 'sent')} `;
};

const statusBadge = (status: string): Html =>
  html`<span class="status status-${status.slice(0, 1)}">${status}</span>`;

const answer = (
  status: string,
  description: string,
  { schema, schemas }: { schema: JsonSchema | undefined; schemas: Schemas },
): Html => {
  if (!schema) return html`<div class="answer">${statusBadge(status)} ${withCode(description)}</div> `;
  const count = fieldsOf(objectIn(schema, schemas)).length;
  const fields = count === 0 ? '' : count === 1 ? '1 field' : `${count} fields`;
  const head = html`${statusBadge(status)} <span class="type">${typeText(schema)}</span>
    <span class="quiet">${fields}</span>`;
  if (count === 0) return html`<div class="answer">${head}</div> `;
  return html`<details class="answer" ${count <= FIELDS_UNFOLDED && html`open`}>
    <summary>${head}</summary>
    ${tableOf(schema, schemas, 'answered')}
  </details> `;
};

const answers = ({ responses }: Operation, schemas: Schemas): Part => {
  const { default: _failed, ...expected } = responses;
  return html`<h4>Answers</h4>
    ${Object.entries(expected).map(([status, response]) =>
      answer(status, response.description, { schema: jsonIn(response), schemas }),
    )}
    <div class="answer"><span class="status status-4">else</span> an <a href="#errors">error</a></div> `;
};

/** Everything there is to know about one operation. */
export const operationSection = (operation: Operation, schemas: Schemas): Html => {
  const anchor = operationAnchor(operation.operationId);
  const isPublic = operation.security.length === 0;
  return html`<section class="operation" id="${anchor}" aria-labelledby="${anchor}-title">
    <h3 id="${anchor}-title"><a href="#${anchor}">${withCode(operation.summary)}</a></h3>
    <p class="address">
      ${methodBadge(operation.method)} <code>${pathText(operation.path)}</code>
      <span class="policy">${isPublic ? 'public' : 'access token'}</span>
    </p>
    ${aliases(operation)} ${parameterTable(operation)} ${requestBody(operation, schemas)}
    ${answers(operation, schemas)} ${codeBlock('Example', curlExample(operation, schemas))}
  </section> `;
};
