import type { LogRecord } from './log-record.js';

/** A command with what it recorded and the commands it caused. */
export interface CommandNode {
  readonly commandId: string;
  /** Events and caused commands, in the order of the log. */
  readonly children: readonly (EventNode | CommandNode)[];
}

export interface EventNode {
  readonly record: LogRecord;
}

interface Growing {
  readonly commandId: string;
  readonly children: (EventNode | Growing)[];
}

/**
 * Events by cause: an event belongs to its command; a command whose events name another command as their
 * cause hangs under it. Roots and children are in the order in which the log first shows them. Events without
 * a known origin are left out. `records` in the order of the log.
 */
export const causationTree = (records: readonly LogRecord[]): readonly CommandNode[] => {
  const causes = new Map<string, string>();
  for (const { origin } of records) if (origin) causes.set(origin.commandId, origin.causationId);
  const nodes = new Map<string, Growing>();
  const roots: Growing[] = [];
  const nodeOf = (commandId: string): Growing => {
    const known = nodes.get(commandId);
    if (known) return known;
    const node: Growing = { commandId, children: [] };
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
