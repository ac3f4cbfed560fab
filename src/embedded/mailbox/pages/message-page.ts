import type { Email } from 'postal-mime';
import { markup, type Markup } from '../markup.js';
import type { StoredMessage } from '../message-store.js';
import { layout, time } from './layout.js';

export const VIEWS = ['html', 'text', 'headers', 'raw'] as const;
export type View = (typeof VIEWS)[number];

const TITLES: Readonly<Record<View, string>> = { html: 'HTML', text: 'Text', headers: 'Headers', raw: 'Raw' };

/** A message and what was found in it; `email` is undefined when it cannot be parsed. */
export interface OpenMessage {
  readonly stored: StoredMessage;
  readonly raw: Buffer;
  readonly email: Email | undefined;
}

const missing = (what: string): Markup => markup`<p class="missing">This message has no ${what}.</p>`;

const htmlPanel = ({ stored, email }: OpenMessage): Markup =>
  email?.html === undefined
    ? missing('HTML part')
    : markup`<iframe sandbox="allow-popups allow-popups-to-escape-sandbox" src="/messages/${stored.id}/body"
 title="The message as HTML"></iframe>`;

const headersPanel = ({ email }: OpenMessage): Markup => {
  const rows = (email?.headers ?? []).map(
    ({ originalKey, value }) => markup`<div><dt>${originalKey}</dt><dd>${value}</dd></div>`,
  );
  return rows.length === 0 ? missing('headers') : markup`<dl class="headers">${rows}</dl>`;
};

const panel = (view: View, message: OpenMessage): Markup => {
  switch (view) {
    case 'html':
      return htmlPanel(message);
    case 'text': {
      const text = message.email?.text;
      return text === undefined
        ? missing('text part')
        : markup`<pre class="words" tabindex="0">${text}</pre>`;
    }
    case 'headers':
      return headersPanel(message);
    case 'raw':
      return markup`<p><a class="button" href="/api/messages/${message.stored.id}/raw" download>Download</a></p>
<pre class="source" tabindex="0">${message.raw.toString('utf8')}</pre>`;
  }
};

const tab = (view: View, { id, current }: { id: number; current: View }): Markup => {
  const mark = view === current ? markup` aria-current="page"` : markup``;
  return markup`<a href="/messages/${id}?view=${view}"${mark}>${TITLES[view]}</a>`;
};

/** One message; without an HTML part its text comes first. */
export const messagePage = (message: OpenMessage, wanted: View | undefined): string => {
  const { id, subject, from, to, at } = message.stored;
  const current = wanted ?? (message.email?.html === undefined ? 'text' : 'html');
  const title = subject === '' ? '(no subject)' : subject;
  return layout(
    title,
    markup`<p><a class="back" href="/">All messages</a></p>
<h1>${title}</h1>
<dl class="envelope">
<div><dt>To</dt><dd>${to.join(', ')}</dd></div>
<div><dt>From</dt><dd>${from}</dd></div>
<div><dt>Received</dt><dd>${time(at)}</dd></div>
</dl>
<nav class="tabs" aria-label="Forms of the message">${VIEWS.map((view) => tab(view, { id, current }))}</nav>
<div class="panel panel-${current}">${panel(current, message)}</div>`,
  );
};

/** When there is no such message (any more), or no such page. */
export const missingPage = (): string =>
  layout(
    'Not found',
    markup`<div class="empty"><h1>There is nothing here</h1>
<p>The mailbox keeps the newest messages only. <a href="/">All messages</a></p></div>`,
  );

/** Links of a mail open beside the mailbox, never inside the frame. */
export const framed = (html: string): string => {
  const base = '<base target="_blank">';
  return /<head[^>]*>/i.test(html)
    ? html.replace(/<head[^>]*>/i, (head) => head + base)
    : `<!doctype html>${base}${html}`;
};
