/** Style sheet of the status page, light and dark. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --page: #f4f6f7; --card: #ffffff; --line: #dbe1e4; --ink: #17211f; --soft: #55625f; --accent: #0b6e60;
  --bar: #0f8a78; --good: #0b6e60; --off: #55625f; --late: #9a4a00;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #0e1413; --card: #161e1c; --line: #2a3532; --ink: #e9f0ee; --soft: #a2b1ad; --accent: #5fd6c2;
    --bar: #2fae9a; --good: #5fd6c2; --off: #a2b1ad; --late: #f0a860;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0; background: var(--page); color: var(--ink);
  font: 15px/1.45 system-ui, -apple-system, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif;
}
a { color: var(--accent); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: 4px; }
.bar, main { max-width: 1160px; margin: 0 auto; padding: 0 20px; }
.bar { display: flex; align-items: center; flex-wrap: wrap; gap: 2px 14px; padding-top: 20px; padding-bottom: 14px; }
.bar img { display: block; }
h1 { margin: 0; font-size: 20px; letter-spacing: -.01em; }
.bar p { margin: 0 0 0 auto; color: var(--soft); font-size: 14px; }
h2 { margin: 0; font-size: 14px; font-weight: 600; color: var(--soft); }
main { display: grid; grid-template-columns: repeat(12, minmax(0, 1fr)); gap: 12px; padding-bottom: 28px; }
.card { grid-column: span 6; padding: 14px 18px; background: var(--card); border: 1px solid var(--line); border-radius: 10px; }
.wide { grid-column: 1 / -1; }
.rate { grid-column: span 4; display: flex; flex-direction: column; }
.number { margin: 2px 0 8px; font-size: 28px; font-weight: 650; letter-spacing: -.02em; font-variant-numeric: tabular-nums; }
.number small { font-size: 14px; white-space: nowrap; font-weight: 400; letter-spacing: 0; color: var(--soft); }
.spark { display: block; width: 100%; height: 40px; margin-top: auto; }
.spark rect { fill: var(--bar); }
.spark .ground { fill: var(--line); }
.facts { display: grid; grid-template-columns: repeat(6, minmax(0, 1fr)); gap: 12px 20px; margin: 0; }
.facts div { min-width: 0; }
.facts dt { color: var(--soft); font-size: 13px; }
.facts dd { margin: 0; font-weight: 600; font-variant-numeric: tabular-nums; overflow-wrap: anywhere; }
.facts .long { grid-column: span 3; }
.scroll { overflow-x: auto; }
table { width: 100%; margin-top: 8px; border-collapse: collapse; font-variant-numeric: tabular-nums; }
th { padding: 4px 12px 4px 0; color: var(--soft); font-size: 13px; font-weight: 400; text-align: left; }
td { padding: 6px 12px 6px 0; border-top: 1px solid var(--line); overflow-wrap: anywhere; }
td small { color: var(--soft); font-size: 13px; }
th.n, td.n { padding-right: 0; padding-left: 12px; text-align: right; white-space: nowrap; }
.good, .off { white-space: nowrap; }
.good { color: var(--good); font-weight: 600; }
.off { color: var(--off); }
.late { color: var(--late); font-weight: 600; }
.none { margin: 8px 0 0; color: var(--soft); }
footer { max-width: 1160px; margin: 0 auto; padding: 0 20px 28px; color: var(--soft); font-size: 14px; }
@media (max-width: 760px) {
  .bar, main, footer { padding-left: 14px; padding-right: 14px; }
  .bar p { margin-left: 0; width: 100%; }
  main { gap: 10px; }
  .card { grid-column: 1 / -1; padding: 12px 14px; }
  .rate { grid-column: span 6; }
  .rate:nth-of-type(3) { grid-column: 1 / -1; }
  .number { font-size: 24px; }
  .number small { display: block; }
  .facts { grid-template-columns: repeat(3, minmax(0, 1fr)); gap: 10px 14px; }
  .facts .long { grid-column: 1 / -1; order: 1; }
  .x { display: none; }
  th.n, td.n { padding-left: 8px; }
}
`;

/** Script of the page: renews it every two seconds while somebody looks. */
export const LIVE = `'use strict';
const renew = async () => {
  if (document.hidden) return;
  try {
    const answer = await fetch(location.href, { signal: AbortSignal.timeout(5000) });
    if (!answer.ok) throw new Error(answer.statusText);
    const next = new DOMParser().parseFromString(await answer.text(), 'text/html');
    document.querySelector('main').replaceChildren(...next.querySelector('main').childNodes);
    document.querySelector('#state').textContent = next.querySelector('#state').textContent;
  } catch {
    document.querySelector('#state').textContent = 'The server does not answer. Trying again…';
  }
};
setInterval(renew, 2000);
`;

export const ICON = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">
<rect width="32" height="32" rx="8" fill="#0b6e60"/>
<g fill="none" stroke="#fff" stroke-width="2.4" stroke-linecap="round">
<path d="M8 10h16M8 16h16M8 22h9"/></g><circle cx="23" cy="22" r="2.4" fill="#5fd6c2"/></svg>
`;
