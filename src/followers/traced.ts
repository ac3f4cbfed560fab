import { commandSpanId, type SpanPlace, type Tracing } from '#platform/tracing/tracing.js';
import { isReadable, type Followed } from './decode.js';
import type { FollowingOptions } from './engine.js';

/** More would be cut off. */
const LINKS = 128;

/** Spans of the commands the events are of, each once. */
const commandsOf = (events: readonly Followed[]): readonly SpanPlace[] => {
  const found = new Map<string, SpanPlace>();
  for (const event of events) {
    if (found.size === LINKS) break;
    if (!isReadable(event) || event.metadata.traceId === null) continue;
    const spanId = commandSpanId(event.metadata.commandId, event.stream);
    found.set(spanId, { traceId: event.metadata.traceId, spanId });
  }
  return [...found.values()];
};

/** The same options; every commit has a span, linked to the commands whose events it made rows (or effects) of. */
export const tracedFollowing = <O extends FollowingOptions>(options: O, tracing: Tracing): O => ({
  ...options,
  aroundCommit: (events, commit) => {
    const attributes = { 'aidesign.events': events.length };
    const spec = { name: 'commit batch', kind: 'consumer', parent: null, attributes } as const;
    const { aroundCommit } = options;
    return tracing.span({ ...spec, links: commandsOf(events) }, () =>
      aroundCommit ? aroundCommit(events, commit) : commit(),
    );
  },
});
