/** Lists of events, time lines, differences and trees. */
export const EVENT_STYLE = `
.filter-form :is(input, select):not([type='checkbox']) { height: 2.5rem; }
.filter-form .times { display: grid; gap: 0.75rem; grid-template-columns: repeat(2, minmax(0, 15rem)) 1fr; align-items: end; }
.filter-form .times .row { justify-content: end; min-height: 2.5rem; }
.filter-form .check { display: flex; align-items: center; gap: 0.5rem; margin: 0; font-weight: 400; }
.more-filters summary { width: max-content; color: var(--accent); font-size: var(--small); }
.events { list-style: none; }
.events > li + li { border-top: 1px solid var(--line); }
.event > summary {
  display: grid; grid-template-columns: max-content minmax(11rem, 1fr) minmax(0, 1.5fr) minmax(0, 1fr); gap: 0.125rem 1.25rem;
  align-items: baseline; padding: 0.5rem 1.125rem; font-weight: 400; list-style: none;
}
.event > summary::-webkit-details-marker { display: none; }
.event > summary:hover { background: color-mix(in srgb, var(--raised) 55%, transparent); }
.event > summary:focus-visible { outline-offset: -2px; }
.event[open] > summary { margin: 0; background: var(--raised); }
.event-parts { display: grid; gap: 1rem; padding: 1rem 1.125rem 1.125rem; border-top: 1px solid var(--line); }
.event-parts > * { min-width: 0; }
@media (min-width: 60rem) { .event-parts.with-data { grid-template-columns: minmax(0, 5fr) minmax(0, 6fr); align-items: start; } .event-parts > .row { grid-column: 1 / -1; } }
:is(.event-stream, .event-actor) { min-width: 0; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.event-stream { font-family: var(--mono); font-size: 0.8125rem; }
.event-type { display: inline-flex; align-items: baseline; gap: 0.5rem; font-weight: 550; overflow-wrap: anywhere; }
.event-type::before { content: ''; flex: none; width: 0.5rem; height: 0.5rem; border-radius: 2px; background: var(--tone, var(--idle)); }
.instant { font-variant-numeric: tabular-nums; white-space: nowrap; font-size: 0.875rem; }
pre.data, .differences pre {
  padding: 0.625rem 0.75rem; border-radius: 7px; background: var(--raised); font-size: 0.8125rem; line-height: 1.45;
}
pre.data { max-height: 24rem; overflow: auto; }
.hidden-value {
  padding: 0 0.4em; border-radius: 4px; background: var(--idle-tint); color: var(--idle); font-family: var(--sans); font-size: 0.75rem;
  white-space: nowrap;
}
.reveal > summary { width: max-content; max-width: 100%; }
.pager { justify-content: center; }
.pager [aria-disabled] { opacity: 0.45; cursor: default; }
.time-line { list-style: none; display: grid; gap: 1rem; }
.step { min-width: 0; scroll-margin-top: 4.5rem; }
.step:target > .card { border-color: var(--accent); box-shadow: 0 0 0 1px var(--accent); }
.step .head h3 { display: flex; align-items: baseline; gap: 0.75rem; font-size: 1rem; }
.revision {
  min-width: 2rem; padding: 0 0.5rem; border-radius: 99px; background: var(--accent-tint); text-align: center; text-decoration: none;
  font-size: var(--small);
}
h4 { margin: 0; font-size: var(--small); font-weight: 550; color: var(--quiet); }
.stack-small { display: grid; gap: 0.5rem; min-width: 0; align-content: start; }
.stack-small > * { min-width: 0; }
.stack-small summary { width: max-content; font-size: var(--small); color: var(--accent); }
.differences { table-layout: fixed; }
.differences th { width: 38%; overflow-wrap: anywhere; font-weight: 400; }
.differences :is(th, td) { padding: 0.375rem 0.625rem; }
.differences :is(th, td):first-child { padding-inline-start: 0; }
.differences :is(th, td):last-child { padding-inline-end: 0; }
.differences pre { padding: 0.125rem 0.5rem 0.125rem 1.625rem; text-indent: -1.125rem; }
.differences pre + pre { margin-top: 0.25rem; }
.differences .was { background: var(--bad-tint); } .differences .is { background: var(--good-tint); }
.differences .was::before { content: '− '; color: var(--bad); } .differences .is::before { content: '+ '; color: var(--good); }
.differences .hidden-value { text-indent: 0; }
.tree ul { list-style: none; display: grid; gap: 0.375rem; }
.tree .branch > ul { padding-inline-start: 1.125rem; border-inline-start: 2px solid var(--line); margin: 0.375rem 0 0.5rem 0.375rem; }
.by-command { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0.125rem 0.5rem; }
.tree .leaf { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0.125rem 0.75rem; }
.tree .leaf a { font-family: var(--mono); font-size: 0.8125rem; overflow-wrap: anywhere; min-width: 0; }
.later { min-width: 4.5rem; text-align: end; font-size: var(--small); }
.figure dd.plain-text .instant { white-space: normal; }
.figure dd.plain-text { font-size: 0.9375rem; font-weight: 400; letter-spacing: 0; white-space: normal; }
@media (max-width: 60rem) {
  .filter-form .times { grid-template-columns: repeat(2, minmax(0, 1fr)); }
  .filter-form .times .row { grid-column: 1 / -1; justify-content: start; }
  .event > summary { grid-template-columns: max-content minmax(0, 1fr); }
  .event-actor { text-align: end; }
  .event-stream { grid-column: 1; max-width: 60vw; }
}
@media (max-width: 32rem) {
  .filter-form .filters { grid-template-columns: repeat(2, minmax(0, 1fr)); }
  .filter-form .filters > :last-child:nth-child(odd) { grid-column: 1 / -1; }
  .filter-form .times { grid-template-columns: minmax(0, 1fr); }
  .later { min-width: 0; }
  .event > summary { grid-template-columns: minmax(0, 1fr); }
  .event-stream { max-width: none; }
  .event-actor { text-align: start; }
  .facts { grid-template-columns: minmax(0, 1fr); gap: 0; }
  .facts dd { margin-bottom: 0.5rem; }
  .differences { table-layout: auto; }
  .differences :is(tr, th, td) { display: block; width: auto; border: 0; padding: 0.125rem 0; }
  .differences tr { padding-block: 0.375rem; border-bottom: 1px solid var(--line); }
}
`;
