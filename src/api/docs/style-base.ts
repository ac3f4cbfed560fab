/** Colours of both themes, type and the skeleton. Text keeps a contrast of at least 4.5 to 1 in either. */
export const BASE_STYLE = `
:root {
  color-scheme: light dark;
  --paper: #ffffff; --side: #f7f8fa; --ink: #1b1f2a; --quiet: #596174; --line: #e2e5ec; --raised: #f4f5f9;
  --accent: #4338ca; --code-paper: #171a26; --code-ink: #e6e9f2; --code-quiet: #a5adc4;
  --blue: #1d4ed8; --green: #0b7040; --amber: #92510a; --red: #b42318; --violet: #6d28d9;
  --blue-tint: #e8effe; --green-tint: #e2f5ea; --amber-tint: #fdf1dc; --red-tint: #fdeae8; --violet-tint: #f1eafe;
  --sans: system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', Ubuntu, Cantarell, 'Helvetica Neue', sans-serif;
  --mono: ui-monospace, 'SF Mono', SFMono-Regular, Menlo, Consolas, 'Liberation Mono', 'DejaVu Sans Mono', monospace;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #12141c; --side: #171a24; --ink: #e5e8f0; --quiet: #9aa3b8; --line: #2a2f3e; --raised: #1b1f2b;
    --accent: #a5b0ff; --code-paper: #0c0e15; --code-ink: #dfe4f2; --code-quiet: #97a0b8;
    --blue: #8fb6ff; --green: #6fd8a0; --amber: #f3c06b; --red: #ff9d92; --violet: #c9b0ff;
    --blue-tint: #1a2745; --green-tint: #14301f; --amber-tint: #352711; --red-tint: #3c1d1b; --violet-tint: #2a2145;
  }
}
*, *::before, *::after { box-sizing: border-box; }
html { scroll-padding-top: 1.5rem; -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body {
  margin: 0; display: grid; grid-template-columns: 18rem minmax(0, 1fr);
  background: var(--paper); color: var(--ink); font: 1rem/1.6 var(--sans);
}
main { width: 100%; max-width: 62rem; padding: 3.5rem 3.5rem 6rem; }
h1, h2, h3, h4 { line-height: 1.25; letter-spacing: -0.012em; text-wrap: balance; }
h1 { margin: 0 0 0.75rem; font-size: 2.4rem; letter-spacing: -0.025em; }
main h2 { margin: 4.5rem 0 1rem; font-size: 1.65rem; letter-spacing: -0.02em; }
h3 { margin: 0 0 0.75rem; font-size: 1.15rem; }
h4 { margin: 1.75rem 0 0.5rem; font-size: 0.9375rem; letter-spacing: 0; }
p { margin: 0 0 1rem; max-width: 46rem; }
a { color: var(--accent); text-underline-offset: 0.18em; text-decoration-thickness: 1px; }
:is(h2, h3) > a { color: inherit; text-decoration: none; }
:is(h2, h3) > a:hover { color: var(--accent); }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 3px; border-radius: 3px; }
code, pre { font-family: var(--mono); font-size: 0.875em; }
:not(pre) > code { overflow-wrap: anywhere; }
:is(p, dd, td) > code { padding: 0.1em 0.32em; border-radius: 4px; background: var(--raised); }
.quiet { color: var(--quiet); }
.skip {
  position: absolute; left: 1rem; top: -4rem; z-index: 9; padding: 0.6rem 1rem; border-radius: 6px;
  background: var(--accent); color: var(--paper);
}
.skip:focus { top: 1rem; }
.top { padding-bottom: 2rem; border-bottom: 1px solid var(--line); }
.top p { color: var(--quiet); font-size: 1.0625rem; margin: 0; }
.top .version { margin-bottom: 0.5rem; font-size: 0.875rem; }
`;
