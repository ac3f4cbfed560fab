// From what a client proposes to what the store accepts: names, ids, types and sizes are checked here.

import type { Failure } from '../store/failure.js';
import type { NewEvent } from '../store/transaction.js';
import type { ProposedEvent } from '../wire/proposed-message.js';
import { isEmptyId } from '../wire/uuid.js';

/** The most one append may carry, in bytes as `proposedSize` counts them. */
export const MAX_APPEND_SIZE = 1_048_576;

export const TOO_LARGE: Failure = { kind: 'too-large', limit: MAX_APPEND_SIZE };

const badRequest = (message: string): Failure => ({ kind: 'bad-request', message });

/** A failure if the name cannot be a stream's. */
export const refuseName = (stream: string): Failure | undefined =>
  stream === '' || stream === '$$' ? badRequest(`Invalid stream name '${stream}'`) : undefined;

/** A failure if the event lacks what every event must have. */
export const refuseEvent = (event: ProposedEvent): Failure | undefined => {
  if (event.type === undefined) return { kind: 'missing-metadata', property: 'type' };
  if (event.contentType === undefined) return { kind: 'missing-metadata', property: 'content-type' };
  if (event.type === '') return badRequest('Empty event type');
  if (isEmptyId(event.id)) return badRequest('Empty event id');
  return undefined;
};

/** An event that was not refused, as the store takes it. */
export const acceptEvent = (event: ProposedEvent): NewEvent => ({
  id: event.id,
  type: event.type ?? '',
  isJson: event.contentType === 'application/json',
  customMetadata: event.customMetadata,
  data: event.data,
});
