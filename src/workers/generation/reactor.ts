import type { AiQuotaEvent } from '#domain/aiquota/events.js';
import type { GenerationEvent } from '#domain/generation/events.js';
import { attempted, effect, reactor, settled, type Reaction } from '../kit/reactor.js';

const generateKey = (generationId: number): string => `generate.${generationId}`;
const releaseKey = (generationId: number): string => `release_ai_request.${generationId}`;

interface Unused {
  readonly accountId: number;
  readonly generationId: number;
  readonly month: string;
  readonly at: string;
}

/** The request did not bring anything: it no longer counts. */
const release = ({ accountId, generationId, month, at }: Unused, reason: 'failed' | 'cancelled'): Reaction =>
  effect({
    key: releaseKey(generationId),
    kind: 'release_ai_request',
    ids: { accountId, generationId, month, reason },
    since: at,
  });

/** What has to be done about generations: have them made, and give back the requests of those that were not. */
export const generationReactor = reactor<GenerationEvent | AiQuotaEvent>({
  name: 'generation',
  categories: ['aiquota', 'generation'],
  on: {
    GenerationRequested: ({ data: { generationId, accountId, at } }) => [
      effect({
        key: generateKey(generationId),
        kind: 'generate',
        ids: { generationId, accountId },
        since: at,
      }),
    ],
    GenerationStarted: ({ data }) => [attempted(generateKey(data.generationId), data.attempt)],
    GenerationCompleted: ({ data }) => [settled(generateKey(data.generationId))],
    GenerationFailed: ({ data }) => [settled(generateKey(data.generationId)), release(data, 'failed')],
    GenerationCancelled: ({ data }) => [
      settled(generateKey(data.generationId)),
      ...(data.wasRunning ? [] : [release(data, 'cancelled')]),
    ],
    GenerationAbandoned: ({ data }) => [settled(generateKey(data.generationId))],
    // What was abandoned never was the request of a generation that came: that one has yet to be given back.
    AiRequestReleased: ({ data: { generationId, reason } }) =>
      reason === 'abandoned' ? [] : [settled(releaseKey(generationId))],
  },
});
