import { accountEvents } from './account/events.js';
import { aiQuotaEvents } from './aiquota/events.js';
import { generationEvents } from './generation/events.js';
import type { EventDefinition } from './kit/event.js';
import { projectEvents } from './project/events.js';
import { quotaEvents } from './quota/events.js';
import { reservationEvents } from './reservation/events.js';
import { sessionEvents } from './session/events.js';

/** Every event of the product, by stream category. Codec, catalog page and golden files derive from it. */
export const CATALOG: Readonly<Record<string, Readonly<Record<string, EventDefinition>>>> = {
  account: accountEvents,
  aiquota: aiQuotaEvents,
  generation: generationEvents,
  project: projectEvents,
  quota: quotaEvents,
  reservation: reservationEvents,
  session: sessionEvents,
};
