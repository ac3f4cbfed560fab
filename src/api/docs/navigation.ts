import { operationAnchor, schemaAnchor, tagAnchor } from './anchors.js';
import { html, type Html } from '#platform/html.js';
import type { Documented, Operation } from './model.js';
import { methodBadge, pathText } from './operation.js';

const PREFIX = /^\/api(?:\/v1)?(?=\/.)/;

const operationLink = ({ operationId, method, path }: Operation): Html =>
  html`<li>
    <a href="#${operationAnchor(operationId)}"
      >${methodBadge(method)} <span>${pathText(path.replace(PREFIX, ''))}</span></a
    >
  </li> `;

const tagGroup = ([tag, operations]: readonly [string, readonly Operation[]]): Html =>
  html`<h2><a href="#${tagAnchor(tag)}">${tag}</a></h2>
    <ul>
      ${operations.map(operationLink)}
    </ul> `;

/**
 * Contents of the page. On a wide screen it stands at the side; on a phone it covers the page while it is the
 * target of the address, so that following one of its links also closes it.
 */
export const navigation = ({ tags, schemas }: Documented): Html =>
  html`<nav class="contents" id="contents" aria-label="Contents">
    <a class="close" href="#start">Close</a>
    <h2><a href="#start">Start</a></h2>
    <ul>
      <li><a href="#authentication">Authentication</a></li>
      <li><a href="#conventions">Conventions</a></li>
      <li><a href="#errors">Errors</a></li>
    </ul>
    ${[...tags].map(tagGroup)}
    <h2><a href="#schemas">Schemas</a></h2>
    <ul>
      ${Object.keys(schemas).map((name) => html`<li><a href="#${schemaAnchor(name)}">${name}</a></li> `)}
    </ul>
  </nav> `;
