// Follows a link to the event it names, one level deep, with the eyes of a reader: what is truncated, expired
// or deleted is gone.

import { linkTarget } from '../wire/link.js';
import type { ShownEvent } from '../wire/resolved-event.js';
import { viewStream } from './lookup.js';
import { readStreamPage } from './pages.js';
import type { Tables } from './tables.js';

/** A record with the event it names, if it is a link. */
export const resolveLink = (tables: Tables, record: Buffer): ShownEvent => {
  const target = linkTarget(record);
  if (target === undefined) return { record, target: undefined };
  const view = viewStream(tables, target.stream);
  if (view === undefined || view.tombstoned) return { record, target: 'gone' };
  const request = { from: target.revision, backwards: false, limit: 1 };
  const [found] = readStreamPage(tables, view, request).events;
  return { record, target: found?.revision === target.revision ? found.record : 'gone' };
};
