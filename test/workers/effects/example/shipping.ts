import { attempted, effect, reactor, settled } from '#workers/kit/reactor.js';
import { Hopeless, RetryLater, type Handler, type Work } from '#workers/effects/handler.js';
import type { EventLog } from '#eventlog/event-log.js';
import { AppError } from '#platform/app-error.js';
import { parcel, type ParcelEvent } from './parcel.js';

export const keyOf = (parcelId: number): string => `ship.${parcelId}`;

/** What is ordered must be sent. */
export const shipping = reactor<ParcelEvent>({
  name: 'shipping',
  categories: ['parcel'],
  on: {
    ParcelOrdered: ({ data: { parcelId, at } }) => [
      effect({ key: keyOf(parcelId), kind: 'ship', ids: { parcelId }, since: at }),
    ],
    ParcelStarted: ({ data }) => [attempted(keyOf(data.parcelId), data.attempt)],
    ParcelSent: ({ data }) => [settled(keyOf(data.parcelId))],
    ParcelGivenUp: ({ data }) => [settled(keyOf(data.parcelId))],
  },
});

export interface ShippingOptions {
  readonly log: EventLog;
  /** Where the carrier answers. */
  readonly carrierUrl: string;
  readonly terms?: Partial<Handler>;
}

/** One call per attempt, under the effect's key: the carrier sends one parcel for a key. */
const callCarrier = async (carrierUrl: string, { key, attempt, signal }: Work): Promise<string> => {
  const body = JSON.stringify({ key, attempt });
  const answer = await fetch(`${carrierUrl}/ship`, { method: 'POST', body, signal });
  if (answer.status === 503) throw new AppError('service_unavailable', 'The carrier is away.');
  if (answer.status === 429) throw new RetryLater('carrier_busy', 20);
  if (answer.status === 400) throw new Hopeless('no_such_address');
  if (!answer.ok) throw new Error(`The carrier answered ${answer.status}.`);
  return ((await answer.json()) as { tracking: string }).tracking;
};

export const shippingHandler = ({ log, carrierUrl, terms }: ShippingOptions): Handler => {
  const execute = async (work: Work, event: ParcelEvent): Promise<void> => {
    const { context } = work.caller(event.type, work.attempt);
    await log.execute({ aggregate: parcel, id: event.data.parcelId, command: event, context });
  };
  const about = (work: Work) => ({
    parcelId: Number(work.ids['parcelId']),
    at: work.caller('at').at,
  });
  return {
    kind: 'ship',
    queue: 'parcels',
    maxAgeMs: 3_600_000,
    leaseMs: 30_000,
    maxAttempts: 3,
    backoffMs: () => 20,
    run: async (work) => {
      const { attempt } = work;
      const { state } = await log.load(parcel, about(work).parcelId);
      if (state.status === 'sent') return;
      await execute(work, { type: 'ParcelStarted', data: { ...about(work), attempt } });
      const tracking = await callCarrier(carrierUrl, work);
      await execute(work, { type: 'ParcelSent', data: { ...about(work), attempt, tracking } });
    },
    giveUp: (work, { kind: why, detail }) =>
      execute(work, { type: 'ParcelGivenUp', data: { ...about(work), why, detail } }),
    ...terms,
  };
};
