// Everything that can go wrong with one operation, as data: the answer to a client is derived from it in
// rpc/.

import type { Expected } from '../wire/expected.js';

export type Failure =
  | {
      readonly kind: 'wrong-version';
      readonly stream: string;
      readonly expected: Expected;
      readonly current: number;
    }
  | { readonly kind: 'stream-deleted'; readonly stream: string }
  | { readonly kind: 'too-large'; readonly limit: number }
  | { readonly kind: 'missing-metadata'; readonly property: string }
  | { readonly kind: 'bad-request'; readonly message: string }
  | { readonly kind: 'access-denied' }
  | { readonly kind: 'timeout' }
  | { readonly kind: 'storage'; readonly message: string };

/** An operation's success: the stream's last revision (-1 = none) and the event's position (0 = unknown). */
export interface Written {
  readonly kind: 'written';
  readonly current: number;
  readonly position: number;
}

export type Outcome = Written | Failure;
