import type { DesignRef } from '../design/reference.js';
import type { Personal } from '../kit/personal.js';
import type { Brief, FailureReason, GenerationEvent, GenerationKind } from './events.js';

export interface Generation {
  readonly status: 'none' | 'pending' | 'processing' | 'completed' | 'failed' | 'cancelled' | 'abandoned';
  readonly id: number;
  readonly accountId: number;
  readonly projectId: number | null;
  readonly kind: GenerationKind;
  readonly prompt: Personal<string>;
  readonly brief: Personal<Brief>;
  /** The design to refine. */
  readonly source: DesignRef | null;
  readonly month: string;
  readonly notify: boolean;
  readonly seed: number;
  /** The last attempt that was started; 0: none yet. */
  readonly attempt: number;
  /** Of that attempt. */
  readonly percent: number;
  readonly stage: string;
  readonly result: DesignRef | null;
  readonly reason: FailureReason | null;
  readonly model: string | null;
  readonly tokensIn: number;
  readonly tokensOut: number;
  readonly costMicroUsd: number;
  readonly durationMs: number;
  /** Whether it was running when it was cancelled: then its request counts. */
  readonly wasRunning: boolean;
  readonly requestedAt: string;
  /** Empty while it goes on. */
  readonly endedAt: string;
}

export const initial: Generation = {
  status: 'none',
  id: 0,
  accountId: 0,
  projectId: null,
  kind: 'layout',
  prompt: '',
  brief: {},
  source: null,
  month: '',
  notify: false,
  seed: 0,
  attempt: 0,
  percent: 0,
  stage: '',
  result: null,
  reason: null,
  model: null,
  tokensIn: 0,
  tokensOut: 0,
  costMicroUsd: 0,
  durationMs: 0,
  wasRunning: false,
  requestedAt: '',
  endedAt: '',
};

type EventOfType<T extends GenerationEvent['type']> = Extract<GenerationEvent, { type: T }>;

const requested = ({ data }: EventOfType<'GenerationRequested'>): Generation => {
  const { generationId, at, ...facts } = data;
  return { ...initial, ...facts, status: 'pending', id: generationId, requestedAt: at };
};

const ended = (
  generation: Generation,
  { data }: EventOfType<'GenerationCompleted' | 'GenerationFailed'>,
): Generation => ({
  ...generation,
  stage: '',
  model: data.model,
  tokensIn: data.tokensIn,
  tokensOut: data.tokensOut,
  costMicroUsd: data.costMicroUsd,
  durationMs: data.durationMs,
  endedAt: data.at,
});

type Later = Exclude<GenerationEvent, { type: 'GenerationRequested' | 'GenerationAbandoned' }>;

const goneOn = (generation: Generation, event: Later): Generation => {
  switch (event.type) {
    case 'GenerationStarted':
      return { ...generation, status: 'processing', attempt: event.data.attempt, percent: 0, stage: '' };
    case 'GenerationProgressed':
      return { ...generation, percent: event.data.percent, stage: event.data.stage };
    case 'GenerationCompleted':
      return { ...ended(generation, event), status: 'completed', percent: 100, result: event.data.result };
    case 'GenerationFailed':
      return { ...ended(generation, event), status: 'failed', reason: event.data.reason };
    case 'GenerationCancelled': {
      const { wasRunning, at } = event.data;
      return { ...generation, status: 'cancelled', stage: '', wasRunning, endedAt: at };
    }
  }
};

/** Nothing goes on that was never asked for, or was given up before it could be. */
const isThere = ({ status }: Generation): boolean => status !== 'none' && status !== 'abandoned';

export const evolve = (generation: Generation, event: GenerationEvent): Generation => {
  switch (event.type) {
    case 'GenerationRequested':
      return requested(event);
    case 'GenerationAbandoned': {
      const { generationId, accountId, month } = event.data;
      return { ...initial, status: 'abandoned', id: generationId, accountId, month };
    }
    case 'GenerationStarted':
    case 'GenerationProgressed':
    case 'GenerationCompleted':
    case 'GenerationFailed':
    case 'GenerationCancelled':
      return isThere(generation) ? goneOn(generation, event) : generation;
  }
};
