import type { FailureReason } from '#domain/generation/events.js';
import type { ModelError } from '#integrations/model/model-error.js';
import type { GiveUpReason } from '../effects/handler.js';

/** Stable code of an attempt that took too long, as it stands with the effect. */
const TIMED_OUT = 'model_timed_out';

/** Codes that say that the provider was not to be had. */
const UNAVAILABLE = [
  'model_rate_limited',
  'model_unavailable',
  'model_connection_failed',
  'model_answer_garbled',
];

/** Why there is no result, once nobody tries any more. */
export const reasonOf = ({ kind }: ModelError): FailureReason => {
  switch (kind) {
    case 'temporary':
      return 'provider_unavailable';
    case 'timed_out':
      return 'timed_out';
    case 'blocked':
      return 'content_blocked';
    case 'refused':
      return 'provider_refused';
    case 'unusable':
      return 'invalid_answer';
    case 'aborted':
      return 'given_up';
  }
};

/** Trying again may help. */
export const isPassing = ({ kind }: ModelError): boolean => kind === 'temporary' || kind === 'timed_out';

/** The same for an effect that is given up from outside. */
export const reasonOfGivingUp = ({ kind, detail }: GiveUpReason): FailureReason => {
  switch (kind) {
    case 'expired':
      return 'expired';
    case 'operator':
      return 'given_up';
    case 'failed':
      if (detail === TIMED_OUT) return 'timed_out';
      return UNAVAILABLE.includes(detail) ? 'provider_unavailable' : 'given_up';
  }
};
