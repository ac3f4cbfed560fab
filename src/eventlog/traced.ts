// Spans of commands and appends, made from outside.
import type { DomainEvent } from '#domain/kit/event.js';
import { commandSpanId, type Tracing } from '#platform/tracing/tracing.js';
import type { Append } from './append.js';
import type { EventLog } from './event-log.js';
import type { Execution } from './execution.js';
import { commandName } from './measured.js';
import { streamName } from './stream-loader.js';

/**
 * The same log; every command has a span, and its events name the trace. The span's id follows from command and
 * stream: whoever handles an event later can link to it.
 */
export const tracedLog = (log: EventLog, tracing: Tracing): EventLog => ({
  ...log,
  execute: <S, C, E extends DomainEvent>(execution: Execution<S, C, E>) => {
    const { aggregate, id, command, context } = execution;
    const { category } = aggregate;
    const spanId = commandSpanId(context.commandId, streamName(category, id));
    const spec = { name: commandName(command), spanId, attributes: { 'aidesign.category': category } };
    return tracing.span(spec, async (span) => {
      const traceId = context.traceId ?? span.traceId;
      const outcome = await log.execute({ ...execution, context: { ...context, traceId } });
      span.note({ 'aidesign.events': outcome.events });
      return outcome;
    });
  },
});

/** The same; every append has a span in that of its command. */
export const tracedAppend =
  (append: Append, tracing: Tracing): Append =>
  (client, batch, times) =>
    tracing.span(
      { name: 'append', kind: 'client', attributes: { 'aidesign.events': batch.events.length } },
      () => append(client, batch, times),
    );
