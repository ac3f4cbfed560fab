import type { SignInEvent } from './events.js';
import type { SignIns } from './state.js';

/** How many failures of an account are recorded in a day: who attacks decides how many there are. */
const RECORDED_A_DAY = 100;

export interface SignInCommand {
  readonly type: 'RecordFailedSignIn';
  readonly failed: SignInEvent['data'];
}

/** A failure is a fact, as long as the day's stream is not full. */
export const decide = (signIns: SignIns, { failed }: SignInCommand): readonly SignInEvent[] =>
  signIns.failed < RECORDED_A_DAY ? [{ type: 'LoginFailed', data: failed }] : [];
