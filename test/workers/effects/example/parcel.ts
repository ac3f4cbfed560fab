// A tiny domain for tests of the effects engine: parcels that are ordered, and sent by a carrier.
import { z } from 'zod';
import type { Aggregate } from '#domain/kit/decider.js';
import { DomainError } from '#domain/kit/domain-error.js';
import { defineEvent, type EventsOf } from '#domain/kit/event.js';
import { instant, integerId } from '#domain/kit/values.js';

const about = { parcelId: integerId, at: instant };
const attempt = z.int().min(1);

export const parcelEvents = {
  ParcelOrdered: defineEvent('ParcelOrdered', z.strictObject(about)),
  ParcelStarted: defineEvent('ParcelStarted', z.strictObject({ ...about, attempt })),
  ParcelSent: defineEvent('ParcelSent', z.strictObject({ ...about, attempt, tracking: z.string() })),
  ParcelGivenUp: defineEvent(
    'ParcelGivenUp',
    z.strictObject({ ...about, why: z.enum(['expired', 'failed', 'operator']), detail: z.string() }),
  ),
};

export type ParcelEvent = EventsOf<typeof parcelEvents>;

export interface Parcel {
  readonly status: 'unknown' | 'ordered' | 'sent' | 'given-up';
  readonly attempt: number;
}

export type ParcelCommand = ParcelEvent;

const evolve = (parcel: Parcel, event: ParcelEvent): Parcel => {
  switch (event.type) {
    case 'ParcelOrdered':
      return { ...parcel, status: 'ordered' };
    case 'ParcelStarted':
      return { ...parcel, attempt: event.data.attempt };
    case 'ParcelSent':
      return { ...parcel, status: 'sent' };
    case 'ParcelGivenUp':
      return { ...parcel, status: 'given-up' };
  }
};

const stale = (): never => {
  throw new DomainError('forbidden', 'The attempt is not the last one.');
};

/** A parcel that was given up may still be sent, when somebody has it tried again. */
const decide = (parcel: Parcel, command: ParcelCommand): readonly ParcelEvent[] => {
  switch (command.type) {
    case 'ParcelOrdered':
      return parcel.status === 'unknown' ? [command] : [];
    case 'ParcelStarted':
      return parcel.status === 'sent' || command.data.attempt <= parcel.attempt ? stale() : [command];
    case 'ParcelSent':
      return parcel.status === 'sent' || command.data.attempt !== parcel.attempt ? stale() : [command];
    case 'ParcelGivenUp':
      return parcel.status === 'ordered' ? [command] : [];
  }
};

export const parcel: Aggregate<Parcel, ParcelCommand, ParcelEvent> = {
  category: 'parcel',
  initial: { status: 'unknown', attempt: 0 },
  evolve,
  decide,
};
