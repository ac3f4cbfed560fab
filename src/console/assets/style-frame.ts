/** The bar with the rooms, the title, notices, and pages that stand alone. */
export const FRAME_STYLE = `
.skip {
  position: absolute; left: 1rem; top: -4rem; z-index: 9; padding: 0.6rem 1rem; border-radius: 6px;
  background: var(--accent); color: var(--on-accent);
}
.skip:focus { top: 0.5rem; }
.bar {
  position: sticky; top: 0; z-index: 5; display: flex; flex-wrap: wrap; align-items: center; gap: 0.25rem 1.25rem;
  padding: 0.5rem clamp(1rem, 3vw, 2rem); background: var(--card); border-bottom: 1px solid var(--line);
}
.brand { color: inherit; font-weight: 650; text-decoration: none; letter-spacing: -0.01em; padding: 0.25rem 0; }
.brand span { color: var(--accent); }
.bar nav { flex: 1 1 auto; min-width: 0; }
.bar nav ul { display: flex; gap: 0.25rem; list-style: none; overflow-x: auto; }
.bar nav a {
  display: block; padding: 0.375rem 0.75rem; border-radius: 7px; color: var(--quiet); text-decoration: none;
  font-weight: 500;
}
.bar nav a:hover { background: var(--raised); color: var(--ink); }
.bar nav a[aria-current] { background: var(--accent-tint); color: var(--accent); }
.whoami { display: flex; align-items: center; gap: 0.75rem; min-width: 0; }
.person { display: grid; line-height: 1.2; text-align: end; min-width: 0; }
.person bdi { max-width: 14rem; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; font-weight: 550; }
.person small { color: var(--quiet); font-size: 0.75rem; }
main { display: grid; gap: 1.25rem; max-width: 84rem; margin: 0 auto; padding: 1.5rem clamp(1rem, 3vw, 2rem) 4rem; }
main > * { min-width: 0; }
.title { display: flex; flex-wrap: wrap; align-items: end; justify-content: space-between; gap: 0.5rem 1rem; }
.title > div { min-width: 0; }
.trail { margin-bottom: 0.25rem; font-size: var(--small); color: var(--quiet); overflow-wrap: anywhere; }
.lead { max-width: 46rem; color: var(--quiet); margin-top: -0.75rem; }
.live-state { display: flex; align-items: center; gap: 0.5rem; font-size: var(--small); color: var(--quiet); }
.live-state::before { content: ''; width: 0.5rem; height: 0.5rem; border-radius: 50%; background: var(--idle); }
.live-state[data-kind='on']::before { background: var(--good); animation: breathe 2.4s ease-in-out infinite; }
.live-state[data-kind='wait']::before { background: var(--warn); }
.live-state[data-kind='off']::before { background: var(--bad); }
@keyframes breathe { 50% { opacity: 0.35; } }
.notice {
  display: flex; flex-wrap: wrap; gap: 0.125rem 0.75rem; padding: 0.75rem 1rem; border: 1px solid; border-radius: var(--radius);
  overflow-wrap: anywhere;
}
.notice.good { color: var(--good); background: var(--good-tint); }
.notice.bad { color: var(--bad); background: var(--bad-tint); }
.notice.warn { color: var(--warn); background: var(--warn-tint); }
.alone { min-height: 100vh; max-width: 26rem; align-content: center; padding-block: 2rem; }
@media (max-width: 44rem) {
  .bar nav { order: 3; flex-basis: 100%; }
  .whoami { margin-inline-start: auto; }
  .person bdi { max-width: 9rem; }
}
`;
