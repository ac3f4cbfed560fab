import { access } from './access/index.js';
import { account } from './account/index.js';
import { activity } from './activity/index.js';
import { aiQuota } from './aiquota/index.js';
import { delivery } from './delivery/index.js';
import { generation } from './generation/index.js';
import { fold, type Aggregate } from './kit/decider.js';
import type { DomainEvent } from './kit/event.js';
import { parking } from './parking/index.js';
import { project } from './project/index.js';
import { quota } from './quota/index.js';
import { recovery } from './recovery/index.js';
import { reservation } from './reservation/index.js';
import { session } from './session/index.js';

/** An aggregate for those who only look: events of one of its streams, from the first on, to its state. */
type StateOf = (events: readonly DomainEvent[]) => object;

const entry = <S extends object, C, E extends DomainEvent>(
  aggregate: Aggregate<S, C, E>,
): readonly [string, StateOf] => [aggregate.category, (events) => fold(aggregate, events as readonly E[])];

/** What streams come to, by category. */
export const STATES: Readonly<Record<string, StateOf>> = Object.fromEntries([
  entry(access),
  entry(account),
  entry(activity),
  entry(aiQuota),
  entry(delivery),
  entry(generation),
  entry(parking),
  entry(project),
  entry(quota),
  entry(recovery),
  entry(reservation),
  entry(session),
]);
