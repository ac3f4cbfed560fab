import { accessEvents } from './access/events.js';
import { accountEvents } from './account/events.js';
import { activityEvents } from './activity/events.js';
import { aiQuotaEvents } from './aiquota/events.js';
import { apiKeyEvents } from './apikey/events.js';
import { deliveryEvents } from './delivery/events.js';
import { generationEvents } from './generation/events.js';
import { identityEvents } from './identity/events.js';
import type { EventDefinition } from './kit/event.js';
import { keyringEvents } from './keyring/events.js';
import { keyUseEvents } from './keyuse/events.js';
import { parkingEvents } from './parking/events.js';
import { projectEvents } from './project/events.js';
import { quotaEvents } from './quota/events.js';
import { recoveryEvents } from './recovery/events.js';
import { reservationEvents } from './reservation/events.js';
import { sessionEvents } from './session/events.js';
import { signInEvents } from './signin/events.js';
import { signingKeysEvents } from './signingkeys/events.js';
import { tokenRefusalEvents } from './tokenrefusal/events.js';

/** Every event of the product, by stream category. Codec, catalog page and golden files derive from it. */
export const CATALOG: Readonly<Record<string, Readonly<Record<string, EventDefinition>>>> = {
  access: accessEvents,
  account: accountEvents,
  activity: activityEvents,
  aiquota: aiQuotaEvents,
  apikey: apiKeyEvents,
  delivery: deliveryEvents,
  generation: generationEvents,
  identity: identityEvents,
  keyring: keyringEvents,
  keyuse: keyUseEvents,
  parking: parkingEvents,
  project: projectEvents,
  quota: quotaEvents,
  recovery: recoveryEvents,
  reservation: reservationEvents,
  session: sessionEvents,
  signin: signInEvents,
  signingkeys: signingKeysEvents,
  tokenrefusal: tokenRefusalEvents,
};
