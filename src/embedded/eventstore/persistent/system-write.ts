// Writes of the persistent subscriptions themselves: to streams of their own, durable before they resolve.

import { randomUUID } from 'node:crypto';
import type { Outcome } from '../store/failure.js';
import type { Store } from '../store/store.js';
import { metastreamOf } from '../store/stream-metadata.js';
import type { NewEvent } from '../store/transaction.js';
import { ANY } from '../wire/expected.js';
import { EMPTY } from '../wire/writer.js';

const settle = (outcome: Outcome, done: { resolve: () => void; reject: (error: Error) => void }): void => {
  if (outcome.kind === 'written') done.resolve();
  else done.reject(new Error(`It could not be written: ${outcome.kind}`));
};

/** An event of the system; JSON unless told otherwise. */
export const systemEvent = (
  type: string,
  data: string,
  more: { isJson?: boolean; metadata?: string } = {},
): NewEvent => ({
  id: randomUUID(),
  type,
  isJson: more.isJson ?? true,
  customMetadata: more.metadata === undefined ? EMPTY : Buffer.from(more.metadata),
  data: Buffer.from(data),
});

/** Appends to a stream, whatever is in it. The event is accepted at once, durable when this resolves. */
export const writeEvent = ({ writer }: Store, stream: string, event: NewEvent): Promise<void> =>
  new Promise((resolve, reject) => {
    writer.append({ stream, expected: ANY, events: [event] }, (outcome) => {
      settle(outcome, { resolve, reject });
    });
  });

/** Replaces a stream's metadata. */
export const writeMetadata = (
  store: Store,
  stream: string,
  document: Readonly<Record<string, unknown>>,
): Promise<void> =>
  writeEvent(store, metastreamOf(stream), systemEvent('$metadata', JSON.stringify(document)));

/** Deletes a stream softly; one that never was, or is gone for ever, stays so. */
export const deleteSoftly = ({ writer }: Store, stream: string): Promise<void> =>
  new Promise((resolve, reject) => {
    writer.delete({ stream, expected: ANY, forever: false }, (outcome) => {
      if (outcome.kind === 'wrong-version' || outcome.kind === 'stream-deleted') resolve();
      else settle(outcome, { resolve, reject });
    });
  });
