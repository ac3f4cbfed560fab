/** Operations, tables and code. On a phone the rows of a table of fields become small cards. */
export const OPERATION_STYLE = `
.operation, .schema { padding: 2rem 0; border-top: 1px solid var(--line); }
h2 + .operation, h2 + .schema { padding-top: 1.25rem; }
.address {
  display: flex; flex-wrap: wrap; align-items: center; gap: 0.4rem 0.75rem; max-width: none; margin-bottom: 0.75rem;
  padding: 0.6rem 0.75rem; border: 1px solid var(--line); border-radius: 8px; background: var(--raised);
}
.address code { flex: 1 1 10rem; padding: 0; background: none; font-size: 0.9375rem; }
.address var { color: var(--violet); font-style: normal; }
.operation:target .address { border-color: var(--accent); box-shadow: 0 0 0 1px var(--accent); }
.schema:target h3 a { color: var(--accent); }
.method, .status, .policy {
  display: inline-block; padding: 0.1rem 0.5rem; border-radius: 5px; font-size: 0.8125rem; font-weight: 600;
  line-height: 1.5; white-space: nowrap;
}
.method, .status { font-family: var(--mono); }
.policy { padding: 0 0.5rem; border: 1px solid var(--line); color: var(--quiet); font-weight: 400; }
.method-get { color: var(--blue); background: var(--blue-tint); }
.method-post, .status-2 { color: var(--green); background: var(--green-tint); }
.method-patch, .method-put, .status-4 { color: var(--amber); background: var(--amber-tint); }
.method-delete, .status-5 { color: var(--red); background: var(--red-tint); }
summary { cursor: pointer; }
.aliases { color: var(--quiet); font-size: 0.875rem; }
.aliases ul { margin: 0.4rem 0 0; padding-left: 1.25rem; }
.of { margin-left: 0.25rem; font-weight: 400; }
.answer { padding: 0.3rem 0; }
.answer > summary { width: max-content; max-width: 100%; }
.answer > table { margin: 0.5rem 0 0.75rem; }

table { width: 100%; border-collapse: collapse; font-size: 0.875rem; }
th, td { padding: 0.45rem 1rem 0.45rem 0; text-align: left; vertical-align: baseline; }
thead th { border-bottom: 1px solid var(--line); color: var(--quiet); font-weight: 500; }
tbody tr + tr > * { border-top: 1px solid var(--line); }
tbody th { font-weight: 600; }
.fields th:first-child { width: 34%; }
.fields th:nth-child(2) { width: 27%; }
.fields th:nth-child(3) { width: 12%; }
.parameters th:first-child { width: 25%; }
.parameters th:nth-child(2) { width: 21%; }
.codes { margin-top: 1.5rem; }
.codes td:last-child { width: 55%; }
.codes tr:target > * { background: var(--violet-tint); }
.prefix, .place, .fields .limits, .usual { color: var(--quiet); }
.prefix { font-weight: 400; }
.limits, .type { overflow-wrap: anywhere; }
.notable { color: var(--violet); }

.code { margin: 1.25rem 0 0; border-radius: 8px; background: var(--code-paper); color: var(--code-ink); }
.code figcaption { padding: 0.6rem 1rem 0; color: var(--code-quiet); font-size: 0.8125rem; }
.code pre { margin: 0; padding: 0.5rem 1rem 0.9rem; overflow-x: auto; line-height: 1.65; tab-size: 2; }
.code pre:focus-visible { outline-offset: -2px; }
.pair { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(24rem, 100%), 1fr)); gap: 0 1.25rem; }
.pair + p { margin-top: 1.25rem; }
.conventions { margin: 0; }
.conventions dt { font-weight: 600; }
.conventions dt code { font-size: 0.9375rem; }
.conventions code { white-space: nowrap; }
.conventions dd { margin: 0.15rem 0 1.15rem; max-width: 46rem; }
@media (min-width: 75rem) {
  .conventions { display: grid; grid-template-columns: 11rem minmax(0, 1fr); gap: 1rem 1.5rem; }
  .conventions dd { margin: 0; }
}
@media (max-width: 45rem) {
  .cards thead { position: absolute; clip-path: inset(50%); width: 1px; height: 1px; overflow: hidden; }
  .cards tr { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0.1rem 0.75rem; padding: 0.6rem 0; }
  .cards tbody tr + tr { border-top: 1px solid var(--line); }
  .cards tbody tr :is(th, td):is(:first-child, *) { width: auto; padding: 0; border: 0; }
  .cards .limits { flex-basis: 100%; }
  .cards .limits:empty { display: none; }
}
`;
