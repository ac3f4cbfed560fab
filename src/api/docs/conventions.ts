import { codeBlock } from './code-block.js';
import { html, type Html } from '#platform/html.js';

const RETRY = `curl -X POST 'http://localhost:8000/api/v1/projects/' \\
  -H "Authorization: Bearer $TOKEN" \\
  -H 'Idempotency-Key: 5b0e6d2c-poster' \\
  -H 'Content-Type: application/json' \\
  -d '{"name":"Poster","project_type":"graphic"}'`;

const GUARDED = `curl -X PATCH \\
  'http://localhost:8000/api/v1/projects/1234567890123/' \\
  -H "Authorization: Bearer $TOKEN" \\
  -H 'If-Match: "7"' \\
  -H 'Content-Type: application/json' \\
  -d '{"name":"Poster, final"}'`;

const paths = html`<dt>Paths</dt>
  <dd>
    <code>/api/v1/…</code>, <code>/api/…</code> and <code>/v1/…</code> are one tree. Each path works with and
    without its final slash; nothing ever redirects.
  </dd> `;

const bodies = html`<dt>Bodies</dt>
  <dd>
    JSON in UTF-8, not compressed. An empty body means no fields. Unknown fields are ignored. A key that
    appears twice, a number that cannot be kept exactly and a key such as <code>__proto__</code> are refused,
    with the path of the place.
  </dd> `;

const values = html`<dt>Values</dt>
  <dd>
    Ids and counts are JSON numbers below 2<sup>53</sup>. Times are ISO 8601 in UTC. A limit of
    <code>-1</code> means unlimited.
  </dd> `;

const retries = html`<dt id="idempotency"><code>Idempotency-Key</code></dt>
  <dd>
    Send one with anything that changes something, 1 to 255 printable ASCII characters, and repeat the request
    as often as you like: it is carried out once, and every repetition gets the same answer. The same key with
    another request is refused with <code>422</code>.
  </dd> `;

const revisions = html`<dt id="etag"><code>ETag</code> and <code>If-Match</code></dt>
  <dd>
    An answer that shows one thing carries its revision as <code>ETag</code>. Send it back as
    <code>If-Match</code> and a change only happens if nobody else changed the thing in between; otherwise the
    answer is <code>412</code>. Without <code>If-Match</code> the last change wins.
  </dd> `;

const positions = html`<dt id="positions"><code>X-Event-Position</code></dt>
  <dd>
    A change answers with the position of its last event, after the lists that show it have caught up. Should
    they take too long, the answer comes anyway and says so in <code>X-Projection-Lag</code>: milliseconds, or
    <code>unknown</code>. To read at least that much from anywhere else, send the position as
    <code>X-Min-Event-Position</code>.
  </dd> `;

const requestIds = html`<dt><code>X-Request-ID</code></dt>
  <dd>
    Every answer has one: yours, if you sent one of up to 128 letters, digits and <code>. : _ -</code>, else a
    new one. It is the <code>trace_id</code> of an error.
  </dd> `;

/** What holds for all operations alike. */
export const conventionsSection = (): Html =>
  html`<section id="conventions" aria-labelledby="conventions-title">
    <h2 id="conventions-title"><a href="#conventions">Conventions</a></h2>
    <dl class="conventions">${[paths, bodies, values, retries, revisions, positions, requestIds]}</dl>
    <div class="pair">
      ${codeBlock('Create once, however often it is sent', RETRY)}
      ${codeBlock('Change only what you have seen', GUARDED)}
    </div>
  </section> `;
