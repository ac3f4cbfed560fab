/** Fields and buttons. */
export const FORM_STYLE = `
label, .label { display: block; font-size: var(--small); font-weight: 550; margin-bottom: 0.25rem; }
input:not([type='checkbox'], [type='radio']), select, textarea {
  width: 100%; min-height: 2.375rem; padding: 0.4375rem 0.6875rem; border: 1px solid var(--line-strong); border-radius: 7px;
  background: var(--card); color: inherit; font: inherit;
}
textarea { min-height: 4.5rem; resize: vertical; }
::placeholder { color: var(--quiet); opacity: 1; }
:is(input, select, textarea):focus-visible { outline-offset: 0; border-color: var(--accent); border-radius: 7px; }
.field { min-width: 0; }
.field small { display: block; margin-top: 0.25rem; color: var(--quiet); }
.filters { display: grid; gap: 0.75rem; grid-template-columns: repeat(auto-fill, minmax(min(100%, 11rem), 1fr)); align-items: end; }
.check { display: inline-flex; align-items: center; gap: 0.5rem; margin: 0; font-weight: 450; font-size: 0.9375rem; }
.check input { width: 1.125rem; height: 1.125rem; margin: 0; accent-color: var(--accent); }
.work { display: flex; flex-wrap: wrap; align-items: center; gap: 0.75rem 1.5rem; }
.work p { flex-basis: 100%; max-width: 52rem; }
button, .button {
  display: inline-flex; align-items: center; justify-content: center; gap: 0.5rem; min-height: 2.25rem; padding: 0.375rem 0.875rem;
  border: 1px solid var(--line-strong); border-radius: 7px; background: var(--card); color: var(--ink); font: inherit;
  font-weight: 550; text-decoration: none; cursor: pointer; white-space: nowrap;
}
:is(button, .button):hover { background: var(--raised); }
:is(button, .button).primary { background: var(--accent); border-color: var(--accent); color: var(--on-accent); }
:is(button, .button).primary:hover { background: color-mix(in srgb, var(--accent) 88%, var(--ink)); }
:is(button, .button).danger { color: var(--bad); border-color: color-mix(in srgb, var(--bad) 45%, var(--line)); }
:is(button, .button).danger:hover { background: var(--bad-tint); }
:is(button, .button).plain { background: none; border-color: transparent; color: var(--quiet); }
:is(button, .button).plain:hover { background: var(--raised); color: var(--ink); }
:is(button, .button):disabled { opacity: 0.55; cursor: not-allowed; }
@media (pointer: coarse) { button, .button { min-height: 2.75rem; } input:not([type='checkbox'], [type='radio']), select { min-height: 2.75rem; } }
`;
