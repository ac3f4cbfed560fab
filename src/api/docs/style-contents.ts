/** The contents: a column that stays on wide screens, a sheet opened from a bar on narrow ones. */
export const CONTENTS_STYLE = `
.bar { display: none; }
.contents {
  position: sticky; top: 0; height: 100vh; overflow-y: auto; padding: 2rem 1rem 4rem 1.5rem;
  border-right: 1px solid var(--line); background: var(--side); font-size: 0.875rem; scrollbar-width: thin;
}
.contents h2 { margin: 1.75rem 0 0.35rem; padding-left: 0.5rem; font-size: 0.8125rem; letter-spacing: 0; }
.contents h2:first-of-type { margin-top: 0; }
.contents ul { margin: 0; padding: 0; list-style: none; }
.contents li a {
  display: flex; align-items: baseline; gap: 0.5rem; padding: 0.22rem 0.5rem; border-radius: 6px;
  color: var(--quiet); text-decoration: none; overflow-wrap: anywhere;
}
.contents li a:hover { background: var(--line); color: var(--ink); }
.contents var { font-style: normal; }
.contents .method { flex: none; width: 2.9rem; padding: 0; background: none; text-align: left; font-size: 0.6875rem; }
.contents .close { display: none; }

@media (max-width: 60rem) {
  html { scroll-padding-top: 4.5rem; }
  body { display: block; }
  .bar {
    display: flex; justify-content: space-between; align-items: center; gap: 1rem; position: sticky; top: 0; z-index: 3;
    padding: 0.5rem 1.25rem; border-bottom: 1px solid var(--line); background: var(--paper); font-size: 0.9375rem;
  }
  .bar a { color: var(--ink); font-weight: 600; text-decoration: none; }
  .bar .open, .contents .close {
    padding: 0.35rem 0.85rem; border: 1px solid var(--line); border-radius: 999px; background: var(--raised);
    color: var(--ink); font-weight: 500; font-size: 0.875rem; text-decoration: none;
  }
  .contents { display: none; position: fixed; inset: 0; z-index: 5; border: 0; font-size: 1rem; }
  .contents:target { display: block; }
  .contents .close { display: block; position: sticky; top: 0; width: max-content; margin-left: auto; }
  .contents h2 { font-size: 0.9375rem; }
  .contents li a { padding: 0.45rem 0.5rem; }
  .contents .method { width: 3.6rem; font-size: 0.75rem; }
  main { max-width: none; padding: 2rem 1.25rem 4rem; }
  h1 { font-size: 1.9rem; }
  main h2 { margin-top: 3.5rem; font-size: 1.45rem; }
}
@media print {
  body { display: block; }
  .contents, .bar, .skip { display: none; }
}
`;
