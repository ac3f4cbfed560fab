/** Charts and the numbers beside them. Tones keep a contrast of 3 to 1 to the card in either theme. */
export const CHART_STYLE = `
:root { --tone-1: #4f46e5; --tone-2: #0d8a7f; --tone-3: #0277c2; --tone-4: #c26a06; --tone-5: #d4342c; --tone-6: #717b8f; }
@media (prefers-color-scheme: dark) {
  :root { --tone-1: #959dff; --tone-2: #35cdb8; --tone-3: #49b6f5; --tone-4: #f2b24a; --tone-5: #f87d74; --tone-6: #8b95aa; }
}
.tone-1 { --tone: var(--tone-1); } .tone-2 { --tone: var(--tone-2); } .tone-3 { --tone: var(--tone-3); }
.tone-4 { --tone: var(--tone-4); } .tone-5 { --tone: var(--tone-5); } .tone-6 { --tone: var(--tone-6); }
/* What is hidden for the eye only stays inside. */
.scroll { position: relative; }
.charts { display: grid; gap: var(--gap); grid-template-columns: repeat(auto-fit, minmax(min(100%, 27rem), 1fr)); align-items: start; }
.chart-card { display: grid; gap: 0.5rem; }
.chart-card > h2 { margin-bottom: 0; }
.plot { display: grid; grid-template-columns: 48px minmax(0, 1fr); }
.chart { display: block; overflow: visible; }
.chart .grid-line { stroke: var(--line); stroke-width: 1; shape-rendering: crispEdges; }
.chart .tick { fill: var(--quiet); font-size: 11px; font-variant-numeric: tabular-nums; }
.column { fill: var(--tone); }
:is(.chart, .key) :is(.line, .before) { fill: none; stroke: var(--tone); stroke-width: 2; stroke-linejoin: round; stroke-linecap: round; }
:is(.chart, .key) .before { stroke: var(--quiet); stroke-width: 1.5; stroke-dasharray: 3 4; }
.chart .halo { fill: none; stroke: var(--card); stroke-width: 3.5; stroke-opacity: 0.75; stroke-linejoin: round; }
.chart .dot { stroke-width: 7; stroke-dasharray: none; }
.chart .before.dot { stroke-width: 5; } .chart .halo.dot { stroke-width: 8; stroke-linecap: round; }
.chart .area { fill: var(--tone); opacity: 0.12; }
.chart .hit { fill: transparent; }
.chart .hit:hover { fill: var(--ink); fill-opacity: 0.06; }
.legend { display: flex; flex-wrap: wrap; gap: 0.25rem 1rem; list-style: none; font-size: var(--small); color: var(--quiet); }
.legend li { display: flex; align-items: center; gap: 0.4375rem; min-width: 0; overflow-wrap: anywhere; }
.key { flex: none; }
.chart-foot { display: grid; gap: 0.5rem; }
.chart-data { font-size: var(--small); }
.chart-data summary { color: var(--quiet); font-weight: 400; width: max-content; }
.chart-data .scroll { max-height: 18rem; overflow-y: auto; border: 1px solid var(--line); border-radius: 7px; }
.chart-data :is(th, td) { padding-block: 0.25rem; }
.chart-data thead th { position: sticky; top: 0; }
.share { display: block; border-radius: 7px; background: var(--idle-tint); }
.shares { display: grid; gap: 0.375rem; margin-top: 0.5rem; }
.shares > div { display: flex; justify-content: space-between; gap: 1rem; }
.shares dt { display: flex; align-items: center; gap: 0.5rem; min-width: 0; overflow-wrap: anywhere; }
.bar-cell { display: block; min-width: 4rem; }
.bar-track { fill: var(--idle-tint); }
.bar-column { width: 30%; vertical-align: middle; }
.models th[scope='row'] bdi { display: block; }
.models .model { display: block; max-width: 22rem; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; font-weight: 400; }
.models td { vertical-align: middle; }
.tiles .change { margin-top: 0.125rem; font-size: var(--small); font-weight: 400; letter-spacing: 0; line-height: 1.4; }
.tiles .change > span { display: block; }
@media (min-width: 60rem) { .tiles { grid-template-columns: repeat(5, minmax(0, 1fr)); } }
.delta { font-weight: 550; color: var(--quiet); }
.delta.good { color: var(--good); } .delta.bad { color: var(--bad); }
.ranges { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: 0.75rem 1.25rem; }
.ranges label { display: flex; align-items: center; gap: 0.5rem; margin: 0; color: var(--quiet); }
.ranges input[type='date'] { width: auto; min-width: 0; color: var(--ink); font-weight: 400; }
.ranges p { flex-basis: 100%; font-size: var(--small); }
.segments { display: inline-flex; flex-wrap: wrap; list-style: none; border: 1px solid var(--line-strong); border-radius: 7px; overflow: hidden; }
.segments a { display: block; padding: 0.375rem 0.875rem; color: var(--ink); text-decoration: none; font-weight: 550; }
.segments li + li { border-inline-start: 1px solid var(--line-strong); }
.segments a:hover { background: var(--raised); }
.segments a:focus-visible { outline-offset: -2px; }
.segments a[aria-current] { background: var(--accent); color: var(--on-accent); }
.part { font-size: 1.125rem; letter-spacing: -0.015em; }
.quiet-notes ul { display: grid; gap: 0.375rem; padding-inline-start: 1.125rem; color: var(--quiet); }
@media (max-width: 44rem) { .tiles { grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 0.625rem; } .tiles > :last-child:nth-child(odd) { grid-column: 1 / -1; } .bar-column { display: none; } }
`;
