import type { SignInSecrets } from './identity-provider.js';

/** A sign-in that was begun and has not come back. */
export interface BegunSignIn extends SignInSecrets {
  readonly provider: string;
  /** Who wants another way in; null when somebody wants to sign in. */
  readonly accountId: number | null;
  /** ISO instant. */
  readonly at: string;
}

/** Sign-ins under way, by state. Nothing is lost with them but a sign-in that has to begin anew. */
export interface SignInStates {
  /** Throws when it cannot be kept. */
  keep(state: string, begun: BegunSignIn): Promise<void>;
  /** The sign-in, once: whoever asks again, in any process, gets undefined. Throws when it cannot be known. */
  take(state: string): Promise<BegunSignIn | undefined>;
}

/** How long a person may take at the provider. */
export const STATE_SECONDS = 600;
