import type { LogRecord } from './log-record.js';

/** What says which command it belongs to, and which command caused that one. */
export interface Caused {
  readonly origin: { readonly commandId: string; readonly causationId: string } | null;
}

/** A command with what it recorded and the commands it caused. */
export interface CommandNode<R extends Caused = LogRecord> {
  readonly commandId: string;
  /** Events and caused commands, in the order of the log. */
  readonly children: readonly (EventNode<R> | CommandNode<R>)[];
}

export interface EventNode<R extends Caused = LogRecord> {
  readonly record: R;
}

interface Growing<R extends Caused> {
  readonly commandId: string;
  readonly children: (EventNode<R> | Growing<R>)[];
}

/**
 * Events by cause: an event belongs to its command; a command whose events name another command as their
 * cause hangs under it. Roots and children are in the order in which the log first shows them. Events without
 * a known origin are left out. `records` in the order of the log.
 */
export const causationTree = <R extends Caused>(records: readonly R[]): readonly CommandNode<R>[] => {
  const causes = new Map<string, string>();
  for (const { origin } of records) if (origin) causes.set(origin.commandId, origin.causationId);
  const nodes = new Map<string, Growing<R>>();
  const roots: Growing<R>[] = [];
  const nodeOf = (commandId: string): Growing<R> => {
    const known = nodes.get(commandId);
    if (known) return known;
    const node: Growing<R> = { commandId, children: [] };
    nodes.set(commandId, node);
    const cause = causes.get(commandId) ?? commandId;
    const siblings = cause === commandId ? roots : nodeOf(cause).children;
    siblings.push(node);
    return node;
  };
  for (const record of records) {
    if (record.origin) nodeOf(record.origin.commandId).children.push({ record });
  }
  return roots;
};
