/** Colours of both themes, type and elements. Text keeps a contrast of at least 4.5 to 1 in either. */
export const BASE_STYLE = `
:root {
  color-scheme: light dark;
  --paper: #f6f7f9; --card: #ffffff; --raised: #f1f3f7; --ink: #171b26; --quiet: #586074; --line: #dfe3ea;
  --line-strong: #c3c9d6; --accent: #4338ca; --on-accent: #ffffff; --accent-tint: #eeedfc;
  --good: #0b6b3c; --warn: #8a4b08; --bad: #b42318; --info: #1d4ed8; --idle: #586074;
  --good-tint: #e1f4e9; --warn-tint: #fcf0da; --bad-tint: #fdebe9; --info-tint: #e7eefe; --idle-tint: #eceff4;
  --shadow: 0 1px 2px rgb(20 25 40 / 5%), 0 1px 1px rgb(20 25 40 / 3%);
  --sans: system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', Ubuntu, Cantarell, 'Helvetica Neue', sans-serif;
  --mono: ui-monospace, 'SF Mono', SFMono-Regular, Menlo, Consolas, 'Liberation Mono', 'DejaVu Sans Mono', monospace;
  --gap: 1rem; --radius: 10px; --small: 0.8125rem;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #0f1118; --card: #171a24; --raised: #1f2330; --ink: #e6e9f1; --quiet: #9ba4b9; --line: #2a2f3e;
    --line-strong: #434a5f; --accent: #a9b2ff; --on-accent: #14163a; --accent-tint: #23264a;
    --good: #6fd8a0; --warn: #f0bf6c; --bad: #ff9d92; --info: #93b8ff; --idle: #a3abbf;
    --good-tint: #14301f; --warn-tint: #352711; --bad-tint: #3c1d1b; --info-tint: #1a2745; --idle-tint: #262b39;
    --shadow: none;
  }
}
*, *::before, *::after { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; scroll-padding-top: 4.5rem; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 0.9375rem/1.5 var(--sans); }
h1, h2, h3 { margin: 0; line-height: 1.25; letter-spacing: -0.012em; text-wrap: balance; overflow-wrap: anywhere; }
h1 { font-size: 1.5rem; letter-spacing: -0.02em; }
h2 { font-size: 1.0625rem; }
h3 { font-size: 0.9375rem; }
p { margin: 0; }
a { color: var(--accent); text-underline-offset: 0.18em; text-decoration-thickness: 1px; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 4px; }
main:focus-visible { outline: none; }
code, pre, .mono { font-family: var(--mono); font-size: 0.875em; }
code { overflow-wrap: anywhere; }
pre { margin: 0; white-space: pre-wrap; overflow-wrap: anywhere; }
dl, dd, ul, ol { margin: 0; padding: 0; }
small { font-size: var(--small); }
[hidden] { display: none !important; }
.quiet { color: var(--quiet); }
.number { font-variant-numeric: tabular-nums; white-space: nowrap; }
.visually-hidden {
  position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap;
}
@media (prefers-reduced-motion: reduce) { *, *::before, *::after { animation: none !important; transition: none !important; } }
`;
