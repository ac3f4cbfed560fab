import { commandSpanId, type SpanPlace, type Tracing } from '#platform/tracing/tracing.js';
import type { Cause, Handler } from './handler.js';

/** The command that made the effect necessary; null: it was not traced. */
const commandOf = ({ stream, metadata: { traceId, commandId } }: Cause): SpanPlace | null =>
  traceId === null ? null : { traceId, spanId: commandSpanId(commandId, stream) };

/** The same handler; every attempt is a span in the trace of what made it necessary. */
export const tracedHandler = (handler: Handler, tracing: Tracing): Handler => ({
  ...handler,
  run: (work) => {
    const attributes = { 'aidesign.attempt': work.attempt };
    const name = `effect ${handler.kind}`;
    return tracing.span({ name, kind: 'consumer', parent: commandOf(work.cause), attributes }, () =>
      handler.run(work),
    );
  },
});
