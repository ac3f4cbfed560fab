// Where a new group begins. Unlike catch-up subscriptions, a revision or position is included.

import { viewStream } from '../store/lookup.js';
import type { Store } from '../store/store.js';
import { ALL, type Definition, type StartFrom } from './definition.js';
import { refuseSettings } from './settings.js';

type Wanted = Omit<Definition, 'after'>;

/** The last place that is not of interest. "End" is the end as it is now. */
export const placeBefore = (store: Store, { source, start }: Wanted): number => {
  if (typeof start === 'number') return start - 1;
  if (source === ALL) return start === 'start' ? 0 : store.lastPosition();
  if (start === 'start') return -1;
  const view = viewStream(store.tables, source);
  return view === undefined || view.tombstoned ? -1 : view.last;
};

const isBeyond = (start: StartFrom, last: number): boolean => typeof start === 'number' && start > last;

/** Why there can be no such group, if there is a reason. */
export const refuseDefinition = (wanted: Wanted, lastPosition: number): string | undefined => {
  const { source, group, start, settings } = wanted;
  if (source === '') return 'Stream name may not be empty';
  if (group === '') return 'Group name may not be empty';
  if (source === ALL && isBeyond(start, lastPosition)) {
    return 'Start position may not be beyond the last commit position';
  }
  return refuseSettings(settings);
};
