import { userInfo } from 'node:os';
import type { Caller } from '#commands/caller.js';
import { systemCaller } from '#commands/system-caller.js';
import { systemClock } from '#platform/clock.js';

/** Whoever sits at the command line: the operating system's user. */
export const operator = (): Caller =>
  systemCaller(systemClock, { kind: 'operator', id: userInfo().username });
