/** Settings for systems whose tests ask more than people do; tests of the limits set their own. */
export const HIGH_LIMITS = {
  RATE_ANONYMOUS: '1000000',
  RATE_READS: '1000000',
  RATE_WRITES: '1000000',
  RATE_AI: '1000000',
  RATE_SIGN_IN: '1000000',
  RATE_SIGN_IN_ADDRESS: '1000000',
  RATE_SIGN_IN_ACCOUNT: '1000000',
} as const;

/** Takes them away again: what a customer meets who configured nothing. */
export const DEFAULT_LIMITS: Readonly<Record<keyof typeof HIGH_LIMITS, undefined>> = {
  RATE_ANONYMOUS: undefined,
  RATE_READS: undefined,
  RATE_WRITES: undefined,
  RATE_AI: undefined,
  RATE_SIGN_IN: undefined,
  RATE_SIGN_IN_ADDRESS: undefined,
  RATE_SIGN_IN_ACCOUNT: undefined,
};
