import type { AccessEvent } from './events.js';

/** One request to see personal values; a file is shown in several parts. */
export interface Access {
  readonly parts: number;
  readonly events: number;
}

export const initial: Access = { parts: 0, events: 0 };

export const evolve = (access: Access, { data }: AccessEvent): Access => ({
  parts: access.parts + 1,
  events: access.events + data.events,
});
