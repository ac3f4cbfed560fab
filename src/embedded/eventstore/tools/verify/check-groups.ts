// What persistent subscriptions keep in streams of their own: the list of groups, checkpoints, parked messages.

import { loadCheckpoint } from '#embedded/eventstore/persistent/checkpoint-stream.js';
import { loadConfiguration } from '#embedded/eventstore/persistent/configuration.js';
import { ALL, streamOf, type Definition } from '#embedded/eventstore/persistent/definition.js';
import { lastPosition, viewStream } from '#embedded/eventstore/store/lookup.js';
import { readStreamPage } from '#embedded/eventstore/store/pages.js';
import { linkTarget } from '#embedded/eventstore/wire/link.js';
import type { Checking } from './check-index.js';

const PAGE = 500;

/** How far a group can have come. */
const endOf = ({ snapshot: { tables } }: Checking, { source }: Definition): number =>
  source === ALL ? lastPosition(tables) : (viewStream(tables, source)?.last ?? -1);

const checkCheckpoint = (checking: Checking, group: Definition): void => {
  const { snapshot, findings } = checking;
  const stream = streamOf(group, 'checkpoint');
  const view = viewStream(snapshot.tables, stream);
  if (view === undefined || view.tombstoned || view.metadata.deleted) return;
  const at = loadCheckpoint(snapshot, group);
  if (at === undefined) findings.add(stream, 'there is no checkpoint in it');
  else if (at > endOf(checking, group))
    findings.add(stream, `checkpoint ${String(at)} is behind the last event`);
};

const checkParked = ({ snapshot, findings }: Checking, group: Definition): void => {
  const stream = streamOf(group, 'parked');
  const view = viewStream(snapshot.tables, stream);
  if (view === undefined || view.tombstoned) return;
  let from = 0;
  for (;;) {
    const page = readStreamPage(snapshot.tables, view, { from, limit: PAGE, backwards: false });
    for (const { revision, record } of page.events)
      if (linkTarget(record) === undefined)
        findings.add(`${String(revision)}@${stream}`, 'the parked message names no event');
    if (page.done) return;
    from = page.next;
  }
};

/** Checks every group; answers how many there are. */
export const checkGroups = (checking: Checking): number => {
  const { snapshot, findings } = checking;
  const groups = loadConfiguration(snapshot, (where, error) => {
    findings.add(where, String(error));
  });
  for (const group of groups) {
    checkCheckpoint(checking, group);
    checkParked(checking, group);
  }
  return groups.length;
};
