// Live parts of a page as server-sent events. Promises: a part is sent when it changed; the stream ends when the
// reader may no longer look, when the connection ends or the server stops. A failure ends the stream; the
// browser connects again by itself.
import { Readable } from 'node:stream';
import { markupOf } from '#platform/html.js';
import type { LiveAnswer, LivePart } from './room.js';

const RETRY_MS = 3_000;
/** The browser connects again: who it is is looked at again. */
const LONGEST_MS = 900_000;

const message = (event: string, data: unknown): string =>
  `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;

interface Streaming {
  /** Aborted when nobody listens any more. */
  readonly signal: AbortSignal;
  /** Asked before anything is sent. */
  readonly isWelcome: () => Promise<boolean>;
}

const changed = (parts: readonly LivePart[], sent: Map<string, string>): string =>
  parts
    .map(({ id, content }) => ({ id, html: markupOf(content) }))
    .filter(({ id, html }) => {
      const isNew = sent.get(id) !== html;
      sent.set(id, html);
      return isNew;
    })
    .map((part) => message('part', part))
    .join('');

async function* messages({ parts }: LiveAnswer, { signal, isWelcome }: Streaming): AsyncGenerator<string> {
  const sent = new Map<string, string>();
  yield `retry: ${RETRY_MS}\n\n`;
  for await (const some of parts(signal)) {
    if (signal.aborted) return;
    if (!(await isWelcome())) {
      yield message('gone', null);
      return;
    }
    yield changed(some, sent) || ': still here\n\n';
  }
}

/** The body of the answer. */
export const liveStream = (answer: LiveAnswer, { signal, isWelcome }: Streaming): Readable => {
  const ends = AbortSignal.any([signal, AbortSignal.timeout(LONGEST_MS)]);
  return Readable.from(messages(answer, { signal: ends, isWelcome }));
};
