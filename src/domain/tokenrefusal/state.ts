import type { TokenRefusalEvent } from './events.js';

/** What was recorded in one hour. */
export interface TokenRefusals {
  readonly recorded: number;
}

export const initial: TokenRefusals = { recorded: 0 };

export const evolve = ({ recorded }: TokenRefusals, _event: TokenRefusalEvent): TokenRefusals => ({
  recorded: recorded + 1,
});
