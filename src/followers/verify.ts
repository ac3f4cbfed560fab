import { FORWARDS } from '@eventstore/db-client';
import { collected } from '#eventlog/collected.js';
import type { Position } from '#platform/position.js';
import type { Checkpoint } from './checkpoint.js';
import { CheckpointMismatch, SourceLost } from './errors.js';
import type { FollowedLog } from './source.js';

const ANSWER_MS = 5_000;

/** Id of the event at this position, if there is one. Throws `SourceLost`. */
export const idAt = async (
  log: Pick<FollowedLog, 'readAll'>,
  position: Position,
): Promise<string | undefined> => {
  const reading = log.readAll({ direction: FORWARDS, fromPosition: position, maxCount: 1 });
  const ids = await collected(reading, ANSWER_MS, ({ event }) => event?.id).catch((error: unknown) => {
    throw new SourceLost('the log could not be read', error);
  });
  return ids[0];
};

/**
 * Makes sure that the log holds, at each checkpoint, the event it names. Throws `CheckpointMismatch`, or
 * `SourceLost`.
 */
export const verifyCheckpoints = async (
  log: FollowedLog,
  checkpoints: readonly Checkpoint[],
): Promise<void> => {
  for (const { projection, at } of checkpoints) {
    if (!at) continue;
    const found = await idAt(log, at.position);
    if (found !== at.eventId) throw new CheckpointMismatch(projection, at.eventId, found);
  }
};
