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

/** Why there will be no result; undefined when another try may help: the effect has a budget of them. */
export const finalReason = ({ kind }: ModelError): FailureReason | undefined => {
  switch (kind) {
    case 'blocked':
      return 'content_blocked';
    case 'refused':
      return 'provider_refused';
    case 'unusable':
      return 'invalid_answer';
    case 'temporary':
    case 'timed_out':
    case 'aborted':
      return undefined;
  }
};

/** Why there is no result when nobody tries any more; the detail of a failure is the code of the last one. */
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
