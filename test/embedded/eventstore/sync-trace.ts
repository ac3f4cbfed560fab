// Reads what strace saw of an event store and finds bytes that went to a socket before they were safe on disk.
// Safe means, in this order and each begun only when the one before had ended well: the write of the bytes to the
// data file, a sync of that file, and the write of the file's head (through a descriptor that syncs by itself, or
// followed by another sync), which is what makes the bytes part of the store after a crash.

import { execFileSync } from 'node:child_process';

/** One system call; `begun` and `ended` are places in the trace. `ended` is Infinity for one that never returned. */
export interface Call {
  readonly name: string;
  readonly fd: number;
  /** The path or socket behind the descriptor. */
  readonly target: string;
  readonly text: string;
  readonly begun: number;
  ended: number;
  failed: boolean;
}

const CALLS =
  'openat,fdatasync,fsync,msync,sync_file_range,pwrite64,pwritev,pwritev2,write,writev,sendmsg,sendto';

/** The tracer as a command; the traced process stays a child of whoever starts it. */
export const straceTo = (file: string): readonly string[] => [
  'strace',
  ...['-D', '-f', '-y', '-xx', '-s', '1000000', '-e', `trace=${CALLS}`, '-o', file],
];

/** Why there can be no trace, or undefined. */
export const noTracer = (): string | undefined => {
  if (process.platform !== 'linux') return 'there is no strace but on Linux';
  try {
    execFileSync('strace', ['-o', '/dev/null', 'true'], { stdio: 'ignore' });
    return undefined;
  } catch (error) {
    return `strace is not installed or may not trace: ${error instanceof Error ? error.message : 'it failed'}`;
  }
};

const LINE = /^(\d+) +(?:(\w+)\((.*)|<\.\.\. (\w+) resumed>(.*))$/;
const DESCRIPTOR = /^(\d+)<([^>]*)>/;
const RESULT = /\) += (-?\d+|\?)(?:<([^>]*)>)?[^=]*$/;

const fails = (text: string): boolean => !/^\d+$/.test(RESULT.exec(text)?.[1] ?? '-1');

/** `-xx` writes paths in hex too. */
const readable = (text: string): string =>
  text.replaceAll(/\\x([0-9a-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));

const callOf = (name: string, text: string, begun: number): Call => {
  const [, fd = '-1', target = ''] = DESCRIPTOR.exec(text) ?? [];
  const unfinished = text.endsWith('<unfinished ...>');
  return {
    ...{ name, fd: Number(fd), target: readable(target), text, begun },
    ended: unfinished ? Infinity : begun,
    failed: unfinished || fails(text),
  };
};

/** All calls of a trace, in the order they began. */
export const callsOf = (trace: string): Call[] => {
  const calls: Call[] = [];
  const open = new Map<string, Call>();
  for (const [place, line] of trace.split('\n').entries()) {
    const [, thread = '', name, text = '', resumed, rest = ''] = LINE.exec(line) ?? [];
    const key = `${thread} ${name ?? resumed ?? ''}`;
    if (name !== undefined) {
      const call = callOf(name, text, place);
      calls.push(call);
      if (call.ended === Infinity) open.set(key, call);
    }
    const waiting = resumed === undefined ? undefined : open.get(key);
    if (waiting !== undefined) {
      waiting.ended = place;
      waiting.failed = fails(rest);
    }
  }
  return calls;
};

const isSync = ({ name }: Call): boolean => name === 'fdatasync' || name === 'fsync';

/** The first call after a place that is of a kind and ended well. */
const nextAfter = (calls: readonly Call[], place: number, wanted: (call: Call) => boolean): number =>
  calls.find((call) => call.begun > place && !call.failed && wanted(call))?.ended ?? Infinity;

const opensSyncing = ({ name, text, failed }: Call): boolean =>
  name === 'openat' && !failed && /\bO_D?SYNC\b/.test(text) && /data\.mdb/.test(readable(text));

/** Place from which on bytes that were written at `written` cannot be lost any more. */
const safeFrom = (onFile: readonly Call[], written: number, syncing: ReadonlySet<number>): number => {
  const synced = nextAfter(onFile, written, isSync);
  const isHead = (call: Call): boolean => call.name === 'pwrite64';
  const headItself = nextAfter(onFile, synced, (call) => isHead(call) && syncing.has(call.fd));
  const headThenSync = nextAfter(onFile, nextAfter(onFile, synced, isHead), isSync);
  return Math.min(headItself, headThenSync);
};

/** What has to be on disk (bytes of the data file) before something is told (bytes of a socket). */
export interface Pair {
  readonly stored: string;
  readonly told: string;
}

/** Bytes as strace writes them. */
const hexOf = (text: string): string =>
  [...Buffer.from(text)].map((byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join('');

/** The pairs that were told before they were safe, or were not seen at all, in words. Empty = all in order. */
export const toldTooEarly = (calls: readonly Call[], pairs: readonly Pair[]): string[] => {
  const onFile = calls.filter(({ target }) => target.endsWith('/data.mdb'));
  const onSockets = calls.filter(({ target }) => /^(socket|TCP|UNIX)/.test(target));
  const results = calls.filter(opensSyncing).map(({ text }) => Number(RESULT.exec(text)?.[1] ?? '-1'));
  const syncing = new Set(results);
  return pairs.flatMap(({ stored, told }) => {
    const written = onFile.find(({ text, failed }) => !failed && text.includes(hexOf(stored)));
    const answered = onSockets.find(({ text }) => text.includes(hexOf(told)));
    if (written === undefined) return [`${stored} was never written`];
    if (answered === undefined) return [`${told} was never told`];
    const safe = safeFrom(onFile, written.ended, syncing);
    return safe < answered.begun
      ? []
      : [`${told} was told at ${String(answered.begun)}, safe at ${String(safe)}`];
  });
};
