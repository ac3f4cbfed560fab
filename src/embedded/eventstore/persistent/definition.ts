// What a group is: where it reads, from which place on, what it leaves out, and its settings.

import type { FilterOptions } from '../wire/read-messages.js';
import type { GroupName } from './group-error.js';
import type { GroupSettings } from './settings.js';

export const ALL = '$all';

/** A revision or position, included; or one of the ends. */
export type StartFrom = number | 'start' | 'end';

export interface Definition extends GroupName {
  readonly settings: GroupSettings;
  /** As the client put it. */
  readonly start: StartFrom;
  /** The last place that is not of interest: `start` as it was understood when the group was made. */
  readonly after: number;
  readonly filter: FilterOptions | undefined;
}

/** The name of a stream that belongs to a group. */
export const streamOf = ({ source, group }: GroupName, what: 'checkpoint' | 'parked'): string =>
  `$persistentsubscription-${source}::${group}-${what}`;

/** A place as clients get to see it. */
export const placeText = ({ source }: GroupName, at: number): string =>
  source === ALL ? `C:${String(at)}/P:${String(at)}` : String(at);

/** The place in such a text; undefined when there is none. */
export const readPlace = (text: string): number | undefined => {
  const digits = /^(?:C:(\d+)\/P:\d+|(\d+))$/.exec(text);
  const place = Number(digits?.[1] ?? digits?.[2] ?? NaN);
  return Number.isSafeInteger(place) ? place : undefined;
};

/** `start` as clients get to see it: the ends are 0 and -1. */
export const startText = (definition: Definition): string => {
  const { start } = definition;
  return placeText(definition, start === 'start' ? 0 : start === 'end' ? -1 : start);
};
