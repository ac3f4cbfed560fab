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
