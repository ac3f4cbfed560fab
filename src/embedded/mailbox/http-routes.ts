import PostalMime from 'postal-mime';
import * as answer from './http-answers.js';
import type { MessageStore, StoredMessage } from './message-store.js';
import { listPage } from './pages/list-page.js';
import { LIVE } from './pages/live.js';
import { framed, messagePage, missingPage, VIEWS, type OpenMessage } from './pages/message-page.js';
import { ICON, STYLE } from './pages/style.js';

type HttpAnswer = answer.HttpAnswer;

const MESSAGE = /^\/messages\/([1-9]\d{0,11})(\/body)?$/;
const API_MESSAGE = /^\/api\/messages\/([1-9]\d{0,11})(\/raw)?$/;
const MOST_AT_ONCE = 1_000;

/** A positive number of the query, or the stand-in. */
const numberIn = (query: URLSearchParams, name: string, otherwise: number): number => {
  const value = Number(query.get(name) ?? Number.NaN);
  return Number.isInteger(value) && value > 0 ? value : otherwise;
};

const opened = async (store: MessageStore, id: number): Promise<OpenMessage | undefined> => {
  const [stored, raw] = [store.find(id), await store.raw(id)];
  if (!stored || !raw) return undefined;
  return { stored, raw, email: await PostalMime.parse(raw).catch(() => undefined) };
};

const shortJson = ({ id, at, from, to, subject, messageId, bytes }: StoredMessage) => ({
  id,
  at,
  from,
  to,
  subject,
  message_id: messageId,
  bytes,
});

/** The newest first; `to` and `message_id` narrow it down, `before` and `limit` page. */
const listJson = (store: MessageStore, query: URLSearchParams): HttpAnswer => {
  const [to, messageId] = [query.get('to'), query.get('message_id')];
  const before = numberIn(query, 'before', Infinity);
  const found = store
    .list()
    .filter((message) => message.id < before)
    .filter((message) => to === null || message.to.includes(to))
    .filter((message) => messageId === null || message.messageId === messageId);
  const messages = found.slice(0, numberIn(query, 'limit', MOST_AT_ONCE)).map(shortJson);
  return answer.json({ total: store.list().length, dropped: store.dropped(), messages });
};

const oneJson = ({ stored, email }: OpenMessage): HttpAnswer => {
  const headers = (email?.headers ?? []).map(({ originalKey, value }) => ({ name: originalKey, value }));
  const [text, html] = [email?.text ?? null, email?.html ?? null];
  return answer.json({ ...shortJson(stored), headers, text, html });
};

const apiMessage = async (store: MessageStore, [, id, raw]: RegExpExecArray): Promise<HttpAnswer> => {
  const message = await opened(store, Number(id));
  if (!message) return answer.json({ error: 'There is no such message.' }, 404);
  return raw ? answer.attachment(`message-${String(id)}.eml`, message.raw) : oneJson(message);
};

const message = async (store: MessageStore, path: RegExpExecArray, query: URLSearchParams) => {
  const [, id, body] = path;
  const found = await opened(store, Number(id));
  if (!found) return answer.page(missingPage(), 404);
  if (body) return answer.mail(framed(found.email?.html ?? ''));
  const wanted = VIEWS.find((view) => view === query.get('view'));
  return answer.page(messagePage(found, wanted));
};

/** What a GET of this address is answered. */
export const answerTo = async (store: MessageStore, url: URL): Promise<HttpAnswer> => {
  const { pathname, searchParams: query } = url;
  switch (pathname) {
    case '/':
      return answer.page(listPage(store, numberIn(query, 'before', Infinity)));
    case '/style.css':
      return answer.file('text/css', STYLE);
    case '/live.js':
      return answer.file('text/javascript', LIVE);
    case '/icon.svg':
      return answer.file('image/svg+xml', ICON);
    case '/api/messages':
      return listJson(store, query);
    default: {
      const [shown, asked] = [MESSAGE.exec(pathname), API_MESSAGE.exec(pathname)];
      if (shown) return message(store, shown, query);
      return asked ? apiMessage(store, asked) : answer.page(missingPage(), 404);
    }
  }
};
