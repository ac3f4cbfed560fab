/**
 * Script of the pages: shows instants in the reader's zone, and a list of messages that is open gets the new
 * ones by itself, without moving the keyboard away from where it is.
 */
export const LIVE = `'use strict';
const parts = { month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' };
const short = new Intl.DateTimeFormat(undefined, parts);
const full = new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'long' });
const localise = () => {
  for (const time of document.querySelectorAll('time')) {
    const instant = new Date(time.dateTime);
    time.textContent = short.format(instant);
    time.title = full.format(instant);
  }
};
const refresh = async () => {
  const answer = await fetch(location.href);
  const next = new DOMParser().parseFromString(await answer.text(), 'text/html');
  const focused = document.activeElement?.getAttribute('href');
  document.title = next.title;
  document.querySelector('main').replaceChildren(...next.querySelector('main').childNodes);
  localise();
  if (focused) document.querySelector('a[href="' + CSS.escape(focused) + '"]')?.focus();
};
localise();
if (location.pathname === '/') {
  const events = new EventSource('/live');
  events.addEventListener('open', refresh);
  events.addEventListener('message', refresh);
}
`;
