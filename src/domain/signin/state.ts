import type { SignInEvent } from './events.js';

/** The sign-ins to one account that failed on one day. */
export interface SignIns {
  readonly failed: number;
}

export const initial: SignIns = { failed: 0 };

export const evolve = ({ failed }: SignIns, _event: SignInEvent): SignIns => ({ failed: failed + 1 });
