// Messages nobody could handle: links to them in a stream of the group's own, until they are replayed.

import { resolveLink } from '../store/links.js';
import { viewStream } from '../store/lookup.js';
import { readStreamPage } from '../store/pages.js';
import type { Store } from '../store/store.js';
import { firstVisible } from '../store/stream-metadata.js';
import { LINK_TYPE } from '../wire/link.js';
import { recordData, recordRevision, recordStream } from '../wire/peek-record.js';
import type { ShownEvent } from '../wire/resolved-event.js';
import { streamOf } from './definition.js';
import type { GroupName } from './group-error.js';
import { systemEvent, writeEvent, writeMetadata } from './system-write.js';

export interface ParkedEvent {
  /** Its revision in the parked stream. */
  readonly at: number;
  readonly shown: ShownEvent;
}

export interface ParkedPage {
  readonly events: readonly ParkedEvent[];
  readonly next: number;
  readonly done: boolean;
}

const viewParked = ({ tables }: Store, name: GroupName): ReturnType<typeof viewStream> => {
  const view = viewStream(tables, streamOf(name, 'parked'));
  return view?.tombstoned === true ? undefined : view;
};

/** Revision of the last parked message; -1 when there never was one. */
export const lastParked = (store: Store, name: GroupName): number => viewParked(store, name)?.last ?? -1;

/** How many messages are parked, without those before `replayedBefore`. */
export const countParked = (store: Store, name: GroupName, replayedBefore: number): number => {
  const view = viewParked(store, name);
  if (view === undefined) return 0;
  return Math.max(0, view.last - Math.max(replayedBefore, firstVisible(view.metadata, view.last)) + 1);
};

/** Parked messages from a revision on, each with the event it stands for. */
export const readParked = (
  store: Store,
  name: GroupName,
  page: { from: number; limit: number },
): ParkedPage => {
  const view = viewParked(store, name);
  if (view === undefined) return { events: [], next: page.from, done: true };
  const found = readStreamPage(store.tables, view, { ...page, backwards: false });
  return {
    events: found.events.map(({ revision, record }) => ({
      at: revision,
      shown: resolveLink(store.tables, record),
    })),
    next: Math.max(page.from, found.next),
    done: found.events.length === 0 && found.done,
  };
};

/** What a parked link says: the event itself, or what the link to it says, so that links never chain. */
const linkText = ({ record, target }: ShownEvent): string =>
  target === undefined
    ? `${String(recordRevision(record))}@${recordStream(record)}`
    : recordData(record).toString('utf8');

/** Parks a message; durable when it resolves. */
export const park = (
  store: Store,
  name: GroupName,
  { shown, reason }: { shown: ShownEvent; reason: string },
): Promise<void> => {
  const metadata = JSON.stringify({
    added: new Date().toISOString(),
    reason,
    subscriptionEventNumber: recordRevision(shown.record),
  });
  const event = systemEvent(LINK_TYPE, linkText(shown), { isJson: false, metadata });
  return writeEvent(store, streamOf(name, 'parked'), event);
};

/** Gives up the parked messages before a revision; does nothing when they are given up already. */
export const truncateParked = async (store: Store, name: GroupName, before: number): Promise<void> => {
  const metadata = viewParked(store, name)?.metadata;
  if (metadata === undefined || metadata.truncateBefore >= before) return;
  await writeMetadata(store, streamOf(name, 'parked'), { ...metadata.document, $tb: before });
};
