/**
 * Keeps the live parts of a page up to date: each message names an element and says what stands in it. Where the
 * keyboard was, it stays; what is open stays open. Says in words whether the page is live.
 */
export const LIVE_SCRIPT = `'use strict';
(() => {
  const main = document.querySelector('[data-live]');
  const state = document.getElementById('live-state');
  if (!main || !state) return;
  const say = (text, kind) => {
    state.hidden = false;
    if (state.textContent !== text) state.textContent = text;
    state.dataset.kind = kind;
  };
  const replace = ({ id, html }) => {
    const part = document.getElementById(id);
    if (!part) return;
    const focused = part.contains(document.activeElement) ? document.activeElement.id : '';
    const open = [...part.querySelectorAll('details[open][id]')].map((each) => each.id);
    const scrolled = part.scrollLeft;
    part.innerHTML = html;
    part.scrollLeft = scrolled;
    for (const each of open) document.getElementById(each)?.setAttribute('open', '');
    if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
  };
  const source = new EventSource(main.dataset.live);
  source.addEventListener('open', () => say('Live', 'on'));
  source.addEventListener('part', ({ data }) => replace(JSON.parse(data)));
  source.addEventListener('gone', () => {
    source.close();
    say('No longer signed in: reload the page', 'off');
  });
  source.addEventListener('error', () => {
    if (source.readyState === EventSource.CLOSED) say('Not live: reload the page', 'off');
    else say('Connecting again …', 'wait');
  });
  addEventListener('pagehide', () => source.close());
  addEventListener('pageshow', (event) => event.persisted && location.reload());
})();
`;
