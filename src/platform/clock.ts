/** The only source of time: handed to whoever needs it, so that tests decide what time it is. */
export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };

/** The instant as stored in events: ISO 8601, UTC, milliseconds. */
export const isoNow = (clock: Clock): string => clock.now().toISOString();
