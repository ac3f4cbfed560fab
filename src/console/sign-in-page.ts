import { html, type Html } from '#platform/html.js';
import { bareLayout } from './layout.js';

export interface SignInForm {
  /** Where the person wanted to go. */
  readonly to: string;
  readonly name: string;
  /** Why signing in failed; empty: it was not tried yet. */
  readonly problem: string;
}

/** The form for those whom we do not know yet. */
export const signInPage = ({ to, name, problem }: SignInForm): Html =>
  bareLayout(
    'Sign in',
    html`<form class="card stack" method="post" action="/console/sign-in">
      <div>
        <p class="brand"><span aria-hidden="true">✦</span> AI Design</p>
        <h1>Console</h1>
      </div>
      ${problem !== '' && html`<p class="notice bad" id="problem" role="alert">${problem}</p>`}
      <input type="hidden" name="to" value="${to}" />
      <div class="field">
        <label for="name">E-mail address or username</label>
        <input
          id="name"
          name="name"
          value="${name}"
          required
          autofocus
          autocomplete="username"
          autocapitalize="none"
          spellcheck="false"
          maxlength="320"
        />
      </div>
      <div class="field">
        <label for="password">Password</label>
        <input
          id="password"
          name="password"
          type="password"
          required
          autocomplete="current-password"
          maxlength="1024"
        />
      </div>
      <button class="primary" type="submit">Sign in</button>
      <p class="quiet"><small>For accounts with the role admin, auditor or analyst.</small></p>
    </form>`,
  );
