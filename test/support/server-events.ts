/** One message of a stream of server-sent events. */
export interface ServerEvent {
  readonly id: string;
  readonly event: string;
  readonly data: Readonly<Record<string, unknown>>;
}

export interface ServerEvents {
  /** The next message; comments are passed over. Throws when the stream has ended. */
  next(): Promise<ServerEvent>;
  /** All that come until the stream ends. */
  rest(): Promise<readonly ServerEvent[]>;
  close(): void;
}

const parsed = (text: string): ServerEvent | undefined => {
  const fields = new Map(text.split('\n').map((line): [string, string] => [line.split(': ')[0] ?? '', line]));
  const field = (name: string): string => fields.get(name)?.slice(name.length + 2) ?? '';
  if (!fields.has('data')) return undefined;
  const data = JSON.parse(field('data')) as ServerEvent['data'];
  return { id: field('id'), event: field('event'), data };
};

async function* messages(response: Response): AsyncGenerator<ServerEvent> {
  let text = '';
  const decoder = new TextDecoder();
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(chunk as Uint8Array, { stream: true });
    const parts = text.split('\n\n');
    text = parts.pop() ?? '';
    for (const part of parts) {
      const event = parsed(part);
      if (event) yield event;
    }
  }
}

/** Opens a stream of events; throws when the answer is none. */
export const serverEvents = async (
  url: string,
  headers: Readonly<Record<string, string>>,
): Promise<ServerEvents> => {
  const closing = new AbortController();
  const response = await fetch(url, { headers, signal: closing.signal });
  const type = response.headers.get('content-type') ?? '';
  if (!type.startsWith('text/event-stream')) throw new Error(`${url} answered ${response.status} ${type}`);
  const events = messages(response);
  return {
    next: async () => {
      const { value, done } = await events.next();
      if (done === true) throw new Error('The stream has ended.');
      return value;
    },
    rest: async () => {
      const all: ServerEvent[] = [];
      for await (const event of events) all.push(event);
      return all;
    },
    close: () => closing.abort(),
  };
};
