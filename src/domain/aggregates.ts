import { access } from './access/index.js';
import { account } from './account/index.js';
import { activity } from './activity/index.js';
import { aiQuota } from './aiquota/index.js';
import { apiKey } from './apikey/index.js';
import { delivery } from './delivery/index.js';
import { generation } from './generation/index.js';
import { identity } from './identity/index.js';
import type { Aggregate } from './kit/decider.js';
import type { DomainEvent } from './kit/event.js';
import { keyring } from './keyring/index.js';
import { keyUse } from './keyuse/index.js';
import { parking } from './parking/index.js';
import { project } from './project/index.js';
import { quota } from './quota/index.js';
import { recovery } from './recovery/index.js';
import { reservation } from './reservation/index.js';
import { session } from './session/index.js';
import { signIns } from './signin/index.js';
import { signingKeys } from './signingkeys/index.js';
import { tokenRefusals } from './tokenrefusal/index.js';

/** An aggregate for those who only look: what its streams begin as, and what an event makes of them. */
export interface Folding {
  readonly initial: object;
  readonly evolve: (state: object, event: DomainEvent) => object;
}

const entry = <S extends object, C, E extends DomainEvent>({
  category,
  initial,
  evolve,
}: Aggregate<S, C, E>): readonly [string, Folding] => [
  category,
  { initial, evolve: (state, event) => evolve(state as S, event as E) },
];

/** What streams come to, by category. */
export const STATES: Readonly<Record<string, Folding>> = Object.fromEntries([
  entry(access),
  entry(account),
  entry(activity),
  entry(aiQuota),
  entry(apiKey),
  entry(delivery),
  entry(generation),
  entry(identity),
  entry(keyring),
  entry(keyUse),
  entry(parking),
  entry(project),
  entry(quota),
  entry(recovery),
  entry(reservation),
  entry(session),
  entry(signIns),
  entry(signingKeys),
  entry(tokenRefusals),
]);
