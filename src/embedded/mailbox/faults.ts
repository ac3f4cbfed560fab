// How a mail server can fail, for tests. Only a mailbox that was started with --faults has them.

const FAULT_MODES = [
  /** Greets with 421 and hangs up. */
  'unavailable',
  /** 550 for the recipient. */
  'refuse',
  /** 554 for the message; nothing is kept. */
  'refuse-message',
  /** 451 for the recipient. */
  'try-later',
  /** 451 for the message; nothing is kept. */
  'try-message-later',
  /** Keeps the message and hangs up instead of answering. */
  'die-after-data',
  /** Keeps the message and answers after `delayMs`. */
  'slow',
] as const;

export interface Fault {
  readonly mode: (typeof FAULT_MODES)[number];
  /** Connections or mails it happens to; absent: until another one is set. */
  readonly times?: number;
  readonly delayMs?: number;
}

export interface Faults {
  set(fault: Fault | null): void;
  /** The fault if one of these modes is on; counts it as having happened. */
  take(...modes: readonly Fault['mode'][]): Fault | undefined;
}

export const noFaults: Faults = { set: () => undefined, take: () => undefined };

export const createFaults = (): Faults => {
  let fault: Fault | null = null;
  let left = Infinity;
  return {
    set: (next) => {
      fault = next;
      left = next?.times ?? Infinity;
    },
    take: (...modes) => {
      if (fault === null || left === 0 || !modes.includes(fault.mode)) return undefined;
      left -= 1;
      return fault;
    },
  };
};

const isCount = (value: unknown): boolean =>
  value === undefined || (Number.isInteger(value) && Number(value) >= 0);

/** The fault a JSON text describes (`null`: none); undefined when it describes nothing. */
export const faultIn = (text: string): Fault | null | undefined => {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (value === null) return null;
  const fault = Object(value) as Fault;
  const known = FAULT_MODES.includes(fault.mode) && isCount(fault.times) && isCount(fault.delayMs);
  return known ? fault : undefined;
};
