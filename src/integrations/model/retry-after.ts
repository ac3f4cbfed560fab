/** Nobody is kept waiting longer than this, whatever a server asks for. */
const LONGEST_MS = 10 * 60_000;

/**
 * The wait a `Retry-After` header asks for, in milliseconds and capped: seconds or an HTTP date (RFC 9110
 * §10.2.3). Undefined when there is none that can be read.
 */
export const retryAfterMs = (header: string | null, now: Date): number | undefined => {
  const text = header?.trim() ?? '';
  if (text === '') return undefined;
  const wait = /^\d+(\.\d+)?$/.test(text) ? Number(text) * 1_000 : Date.parse(text) - now.getTime();
  return Number.isNaN(wait) ? undefined : Math.round(Math.min(Math.max(wait, 0), LONGEST_MS));
};
