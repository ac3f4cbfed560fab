/** Style sheet of the mailbox, light and dark. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --page: #f4f5f8; --card: #ffffff; --line: #dfe2ea; --ink: #1c2030; --soft: #5a6072; --hover: #f0f1fb;
  --accent: #4338ca; --code: #f4f5f8;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #0f1117; --card: #181b24; --line: #2b3040; --ink: #eceef4; --soft: #a4abbd; --hover: #212538;
    --accent: #aaa5ff; --code: #11141b;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0; background: var(--page); color: var(--ink);
  font: 16px/1.5 system-ui, -apple-system, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif;
}
a { color: var(--accent); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: 6px; }
.skip { position: absolute; left: -9999px; }
.skip:focus { left: 12px; top: 12px; z-index: 1; padding: 8px 14px; background: var(--card); }
.bar {
  display: flex; align-items: center; gap: 4px 20px; flex-wrap: wrap;
  padding: 12px max(20px, calc(50vw - 460px)); background: var(--card); border-bottom: 1px solid var(--line);
}
.bar p { margin: 0; color: var(--soft); font-size: 14px; }
.home {
  display: flex; align-items: center; gap: 10px; color: var(--ink); font-weight: 650; font-size: 17px;
  text-decoration: none;
}
main { max-width: 960px; margin: 0 auto; padding: 28px 20px 56px; }
h1 { margin: 0 0 4px; font-size: 26px; line-height: 1.25; letter-spacing: -.02em; overflow-wrap: anywhere; }
h2 { margin: 16px 0 4px; font-size: 19px; }
.count { margin: 0 0 18px; color: var(--soft); }
.messages {
  margin: 0; padding: 0; list-style: none; background: var(--card); border: 1px solid var(--line);
  border-radius: 12px; overflow: hidden;
}
.messages li + li { border-top: 1px solid var(--line); }
.messages a {
  display: grid; grid-template-columns: minmax(0, 15rem) minmax(0, 1fr) auto; gap: 16px; padding: 13px 18px;
  color: inherit; text-decoration: none;
}
.messages a:hover { background: var(--hover); }
.messages a:focus-visible { outline-offset: -3px; border-radius: 10px; }
.to, .subject { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.to { color: var(--soft); }
.subject { font-weight: 600; }
time { color: var(--soft); font-size: 14px; line-height: 24px; white-space: nowrap; }
.pages { display: flex; gap: 12px; }
.button {
  display: inline-block; padding: 7px 16px; border: 1px solid var(--line); border-radius: 8px;
  background: var(--card); text-decoration: none;
}
.empty {
  padding: 64px 24px; text-align: center; background: var(--card); border: 1px dashed var(--line);
  border-radius: 12px;
}
.empty p { margin: 0 auto; max-width: 30rem; color: var(--soft); }
.back::before { content: '← '; }
.envelope { margin: 14px 0 22px; }
.envelope div { display: flex; gap: 12px; }
.envelope dt { flex: 0 0 5.5rem; color: var(--soft); }
.envelope dd { margin: 0; min-width: 0; overflow-wrap: anywhere; }
.envelope time { color: inherit; font-size: inherit; }
.tabs { display: flex; gap: 4px; border-bottom: 1px solid var(--line); }
.tabs a {
  padding: 9px 16px; margin-bottom: -1px; color: var(--soft); text-decoration: none; font-weight: 600;
  border-bottom: 3px solid transparent;
}
.tabs a:hover { color: var(--ink); }
.tabs a[aria-current] { color: var(--accent); border-bottom-color: var(--accent); }
.panel { margin-top: 18px; }
iframe {
  display: block; width: 100%; height: max(460px, calc(100vh - 330px)); border: 1px solid var(--line);
  border-radius: 12px; background: var(--card);
}
pre {
  margin: 0; padding: 18px 20px; overflow: auto; border: 1px solid var(--line); border-radius: 12px;
  background: var(--card); font: 14px/1.55 ui-monospace, 'SF Mono', Menlo, Consolas, monospace;
}
.words { white-space: pre-wrap; overflow-wrap: anywhere; }
.headers {
  margin: 0; background: var(--card); border: 1px solid var(--line); border-radius: 12px; overflow: hidden;
}
.headers div { display: grid; grid-template-columns: minmax(0, 13rem) minmax(0, 1fr); gap: 16px; padding: 9px 18px; }
.headers div + div { border-top: 1px solid var(--line); }
.headers dt { color: var(--soft); }
.headers dd { margin: 0; overflow-wrap: anywhere; font: 14px/24px ui-monospace, Menlo, Consolas, monospace; }
.missing { color: var(--soft); }
@media (max-width: 640px) {
  main { padding: 20px 14px 40px; }
  h1 { font-size: 22px; }
  .bar { padding: 11px 14px; }
  .messages a { grid-template-columns: minmax(0, 1fr) auto; gap: 2px 12px; padding: 12px 14px; }
  .subject { grid-column: 1 / -1; grid-row: 1; white-space: normal; }
  .to { font-size: 14px; }
  .headers div { grid-template-columns: minmax(0, 1fr); gap: 0; padding: 9px 14px; }
  .tabs a { flex: 1; padding: 10px 4px; text-align: center; }
}
`;

export const ICON = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">
<rect width="32" height="32" rx="8" fill="#4f46e5"/>
<rect x="6.5" y="9.5" width="19" height="13" rx="2.5" fill="none" stroke="#fff" stroke-width="2"/>
<path d="M7.5 11.5 16 18l8.500-6.500" fill="none" stroke="#fff" stroke-width="2" stroke-linejoin="round"/></svg>
`;
