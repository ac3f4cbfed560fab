import { codeBlock } from './code-block.js';
import { html, type Html } from '#platform/html.js';

const SIGN_IN = `curl -X POST 'http://localhost:8000/api/v1/auth/login/' \\
  -H 'Content-Type: application/json' \\
  -d '{"username":"ada","password":"sesame-street-7"}'

TOKEN=…     # "access" of the answer
REFRESH=…   # "refresh" of the answer`;

const USE = `curl 'http://localhost:8000/api/v1/auth/users/me/' \\
  -H "Authorization: Bearer $TOKEN"`;

/** How a client becomes somebody. */
export const authenticationSection = (): Html =>
  html`<section id="authentication" aria-labelledby="authentication-title">
    <h2 id="authentication-title"><a href="#authentication">Authentication</a></h2>
    <p>
      Register or sign in to get two tokens. The <em>access token</em> goes with every request in the
      <code>Authorization</code> header. When it has expired, exchange the <em>refresh token</em> for two new
      ones; each refresh token works once. Operations marked <span class="policy">public</span> need neither.
    </p>
    <div class="pair">${codeBlock('Sign in', SIGN_IN)} ${codeBlock('Use the access token', USE)}</div>
    <p>
      Without a valid token the answer is <code>401</code>. What belongs to somebody else looks like what does
      not exist: <code>404</code>.
    </p>
  </section> `;
