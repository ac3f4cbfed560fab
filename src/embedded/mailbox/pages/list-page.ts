import { markup, type Markup } from '../markup.js';
import type { MessageStore, StoredMessage } from '../message-store.js';
import { layout, time } from './layout.js';

const AT_ONCE = 50;

const row = ({ id, to, subject, at }: StoredMessage): Markup => markup`<li><a href="/messages/${id}">
<span class="to">${to.join(', ')}</span>
<span class="subject">${subject === '' ? '(no subject)' : subject}</span>
${time(at)}</a></li>
`;

const counted = (count: number, dropped: number): string => {
  const messages = count === 1 ? '1 message' : `${count} messages`;
  if (dropped === 0) return messages;
  return `${messages}, and ${dropped} older ${dropped === 1 ? 'one' : 'ones'} no longer kept`;
};

const EMPTY = markup`<div class="empty">
<img src="/icon.svg" alt="" width="56" height="56">
<h2>No mail yet</h2>
<p>Register an account, or ask for a new password: the mail appears here by itself.</p>
</div>`;

/** The messages, newest first, from `before` on. */
export const listPage = (store: MessageStore, before: number): string => {
  const all = store.list();
  const messages = all.filter(({ id }) => id < before);
  const shown = messages.slice(0, AT_ONCE);
  const oldest = shown.at(-1)?.id ?? 0;
  const older =
    messages.length > shown.length ? [markup`<a class="button" href="/?before=${oldest}">Older</a>`] : [];
  const newer = before === Infinity ? [] : [markup`<a class="button" href="/">Newest</a>`];
  const list =
    shown.length === 0 ? EMPTY : markup`<ul class="messages" aria-label="Messages">${shown.map(row)}</ul>`;
  return layout(
    `Mailbox (${all.length})`,
    markup`<h1>Messages</h1>
<p class="count" role="status">${counted(all.length, store.dropped())}</p>
${list}<p class="pages">${newer}${older}</p>`,
  );
};
