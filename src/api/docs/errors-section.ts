import { ERRORS } from '../errors.js';
import { errorAnchor } from './anchors.js';
import { codeBlock } from './code-block.js';
import { html, withCode, type Html } from '#platform/html.js';

const EXAMPLE = JSON.stringify(
  {
    error: 'name: Too small: expected string to have >=1 characters',
    detail: 'name: Too small: expected string to have >=1 characters',
    code: 'validation_error',
    hint: ERRORS.validation_error.hint,
    errors: [
      { code: 'too_small', detail: 'Too small: expected string to have >=1 characters', attr: 'name' },
    ],
    trace_id: '0b9f9c0e-4c0e-4a43-9e58-5f0f4f5c6a57',
  },
  null,
  2,
);

const row = ([code, { status, hint }]: readonly [
  string,
  { readonly status: number; readonly hint: string },
]) =>
  html`<tr id="${errorAnchor(code)}">
    <th scope="row"><code>${code}</code></th>
    <td><span class="status status-${String(status).slice(0, 1)}">${status}</span></td>
    <td class="limits">${withCode(hint)}</td>
  </tr> `;

/** The body of every failure, and every code there is. */
export const errorsSection = (): Html =>
  html`<section id="errors" aria-labelledby="errors-title">
    <h2 id="errors-title"><a href="#errors">Errors</a></h2>
    <p>
      Every failure has one body. Programs decide by <code>code</code>, people read <code>detail</code>, forms
      use <code>errors</code>: one entry for each field, with its path in <code>attr</code>. Some codes add
      fields, such as <code>limit</code> and <code>used</code>.
    </p>
    ${codeBlock('400, one field is wrong', EXAMPLE)}
    <table class="codes cards">
      <thead>
        <tr>
          <th scope="col">Code</th>
          <th scope="col">Status</th>
          <th scope="col">What to do</th>
        </tr>
      </thead>
      <tbody>
        ${Object.entries(ERRORS).map(row)}
      </tbody>
    </table>
  </section> `;
