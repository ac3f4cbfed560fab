/** Cards, tables, facts, states and bars: what rooms are made of. */
export const PART_STYLE = `
.card {
  background: var(--card); border: 1px solid var(--line); border-radius: var(--radius); box-shadow: var(--shadow);
  padding: 1rem 1.125rem; min-width: 0;
}
.card > h2, .card > .head { margin-bottom: 0.75rem; }
.card.flush { padding: 0; overflow: hidden; }
.card.flush > h2, .card.flush > .head { margin: 0; padding: 0.875rem 1.125rem; border-bottom: 1px solid var(--line); }
.head { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: 0.5rem 1rem; }
.stack { display: grid; gap: var(--gap); min-width: 0; }
.stack > * { min-width: 0; }
.row { display: flex; flex-wrap: wrap; align-items: center; gap: 0.5rem 0.75rem; min-width: 0; }
.grid { display: grid; gap: var(--gap); grid-template-columns: repeat(auto-fill, minmax(min(100%, 17rem), 1fr)); }
.halves { display: grid; gap: var(--gap); grid-template-columns: repeat(auto-fit, minmax(min(100%, 26rem), 1fr)); align-items: start; }
.stack > :is(.head, h2, h3) { margin-bottom: 0; }
.figures { display: grid; gap: var(--gap); grid-template-columns: repeat(auto-fit, minmax(min(100%, 9.5rem), 1fr)); }
.figure { padding: 0.75rem 1rem; }
.figure dt { color: var(--quiet); font-size: var(--small); }
.figure dd { font-size: 1.375rem; font-weight: 600; letter-spacing: -0.02em; font-variant-numeric: tabular-nums; line-height: 1.3; }
.figure dd small { font-size: var(--small); font-weight: 400; letter-spacing: 0; color: var(--quiet); }
.figure dd > small:last-child { display: block; line-height: 1.4; overflow-wrap: anywhere; }
.scroll { overflow-x: auto; overscroll-behavior-x: contain; }
table { width: 100%; border-collapse: collapse; font-variant-numeric: tabular-nums; }
caption { text-align: start; padding: 0.5rem 1rem; color: var(--quiet); font-size: var(--small); }
th, td { padding: 0.5rem 0.875rem; text-align: start; vertical-align: baseline; border-bottom: 1px solid var(--line); }
:is(th, td):first-child { padding-inline-start: 1.125rem; }
:is(th, td):last-child { padding-inline-end: 1.125rem; }
tbody tr:last-child > * { border-bottom: 0; }
thead th { color: var(--quiet); font-size: 0.75rem; font-weight: 550; white-space: nowrap; background: var(--raised); }
tbody th { font-weight: 550; }
tbody tr:hover > * { background: color-mix(in srgb, var(--raised) 55%, transparent); }
:is(th, td).number { text-align: end; }
.long { overflow-wrap: anywhere; min-width: 12rem; }
.key { white-space: nowrap; }
.more { padding: 0.75rem 1.125rem; }
del, ins { padding: 0 0.25rem; border-radius: 4px; text-decoration: none; font-family: var(--mono); font-size: 0.875em; }
del { color: var(--bad); background: var(--bad-tint); }
ins { color: var(--good); background: var(--good-tint); }
.rooms, .plain-list { list-style: none; }
.command { padding: 0.625rem 0.875rem; border-radius: 7px; background: var(--raised); }
main > :empty { position: absolute; }
.facts { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: 0.375rem 1.25rem; }
.facts dt { color: var(--quiet); }
.facts dd { overflow-wrap: anywhere; font-variant-numeric: tabular-nums; }
.state {
  display: inline-flex; align-items: center; gap: 0.4375rem; padding: 0.0625rem 0.5625rem; border-radius: 99px; font-size: var(--small);
  font-weight: 550; white-space: nowrap; color: var(--idle); background: var(--idle-tint);
}
.state::before { content: ''; width: 0.4375rem; height: 0.4375rem; border-radius: 50%; background: currentColor; }
.state.good { color: var(--good); background: var(--good-tint); }
.state.warn { color: var(--warn); background: var(--warn-tint); }
.state.bad { color: var(--bad); background: var(--bad-tint); }
.state.info { color: var(--info); background: var(--info-tint); }
.text-good { color: var(--good); } .text-warn { color: var(--warn); } .text-bad { color: var(--bad); }
progress {
  appearance: none; display: block; width: 100%; height: 0.5rem; border: 0; border-radius: 99px; overflow: hidden;
  background: var(--idle-tint); color: var(--accent);
}
progress::-webkit-progress-bar { background: var(--idle-tint); }
progress::-webkit-progress-value { background: var(--accent); border-radius: 99px; }
progress::-moz-progress-bar { background: var(--accent); border-radius: 99px; }
.empty { padding: 2rem 1rem; text-align: center; color: var(--quiet); }
.empty strong { display: block; color: var(--ink); margin-bottom: 0.25rem; }
.progress { display: grid; grid-template-columns: minmax(0, 1fr); gap: 0.5rem; font-variant-numeric: tabular-nums; }
progress:indeterminate { background: linear-gradient(90deg, var(--idle-tint) 20%, var(--accent) 50%, var(--idle-tint) 80%) 0 / 200% 100%; animation: glide 1.6s linear infinite; }
progress:indeterminate::-webkit-progress-bar { background: transparent; }
@keyframes glide { from { background-position: 200% 0; } to { background-position: 0 0; } }
details > summary { cursor: pointer; font-weight: 550; }
details[open] > summary { margin-bottom: 0.75rem; }
@media (max-width: 44rem) {
  .stacks, .stacks tbody { display: block; }
  .stacks thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  .stacks tr { display: block; padding: 0.75rem 1.125rem; border-bottom: 1px solid var(--line); }
  .stacks tr:last-child { border-bottom: 0; }
  .stacks tr > :is(th, td) {
    position: relative; display: block; padding: 0.0625rem 0 0.0625rem 7rem; border: 0; text-align: start;
    white-space: normal; overflow-wrap: anywhere; min-width: 0;
  }
  .stacks tr > th { padding: 0 0 0.25rem; font-size: 1rem; }
  .stacks tr > .beside { float: inline-end; padding: 0; margin-inline-start: 0.75rem; }
  .stacks td::before {
    content: attr(data-label); position: absolute; inset-inline-start: 0; color: var(--quiet); font-size: var(--small);
  }
  .stacks .beside::before { content: none; }
  .stacks tr > .minor, .stacks tr > .nil { display: none; }
  .stacks tbody tr:hover > * { background: none; }
}
`;
