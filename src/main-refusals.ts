// Refused tokens, for the API process: a number for whoever watches and a few events for auditors.
import { Counter } from 'prom-client';
import { createTokenRefusals } from '#commands/sessions/token-refusals.js';
import { REFUSAL_REASONS, type RefusalReason } from '#domain/tokenrefusal/index.js';
import { systemClock } from '#platform/clock.js';
import type { Logger } from '#platform/logger.js';
import type { Registry } from '#platform/metrics/registry.js';
import type { Stores } from './main-stores.js';

/** Told of each refused token. What was counted is told to the log before the stores are closed. */
export const openRefusals = (
  { commands, closing }: Stores,
  { logger, registry }: { readonly logger: Logger; readonly registry: Registry },
): ((reason: RefusalReason) => void) => {
  const total = new Counter({
    name: 'aidesign_tokens_refused_total',
    help: 'Access tokens that were refused, by reason',
    labelNames: ['reason'],
    registers: [registry],
  });
  for (const reason of REFUSAL_REASONS) total.inc({ reason }, 0);
  const onError = (error: unknown): void =>
    logger.warn({ err: error }, 'refused tokens could not be recorded; they are counted on');
  const refusals = createTokenRefusals({ ...commands, clock: systemClock, onError });
  closing.add('refused tokens', () => refusals.close());
  return (reason) => {
    total.inc({ reason });
    refusals.note(reason);
  };
};
