import type { AiQuotaEvent } from './events.js';
import { NO_IDS, withId, withoutId, type IdSet } from './id-set.js';

/** The generations that use a request of the month. */
interface Month {
  readonly month: string;
  readonly used: IdSet;
}

export interface AiQuota {
  /** The two newest months, oldest first: requests around midnight may belong to either. */
  readonly months: readonly Month[];
}

const KEPT = 2;

export const initial: AiQuota = { months: [] };

/** The generations that use a request of this month. */
export const usedIn = ({ months }: AiQuota, month: string): IdSet =>
  months.find((known) => known.month === month)?.used ?? NO_IDS;

/** Whether the month is too long ago to be remembered. */
export const isForgotten = ({ months }: AiQuota, month: string): boolean =>
  months.length === KEPT && months.every((known) => month < known.month);

const withMonth = ({ months }: AiQuota, changed: Month): AiQuota => {
  const others = months.filter(({ month }) => month !== changed.month);
  const sorted = [...others, changed].sort((one, other) => (one.month < other.month ? -1 : 1));
  return { months: sorted.slice(-KEPT) };
};

export const evolve = (quota: AiQuota, { type, data }: AiQuotaEvent): AiQuota => {
  const { month, generationId } = data;
  const used = usedIn(quota, month);
  switch (type) {
    case 'AiRequestReserved':
      return withMonth(quota, { month, used: withId(used, generationId) });
    case 'AiRequestReleased':
      return withMonth(quota, { month, used: withoutId(used, generationId) });
  }
};
