import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

export interface CarrierCall {
  readonly key: string;
  readonly attempt: number;
}

/** ok: sent. refused: never. broken, busy, away: not now. hold: answered when it is let go. */
export type Mood = 'ok' | 'refused' | 'broken' | 'busy' | 'away' | 'hold';

/** A carrier that honours idempotency keys and keeps a book of every call. */
export interface Carrier {
  readonly url: string;
  readonly calls: CarrierCall[];
  /** What was sent: key to tracking number. */
  readonly sent: ReadonlyMap<string, string>;
  mood: Mood;
  /** Resolves at the next call it holds. */
  held(): Promise<void>;
  /** Sends what it holds, and is ok from now on. */
  letGo(): void;
  close(): Promise<void>;
}

const STATUS = { refused: 400, broken: 500, busy: 429, away: 503 } as const;

export const openCarrier = async (): Promise<Carrier> => {
  const sent = new Map<string, string>();
  const calls: CarrierCall[] = [];
  const holding: (() => void)[] = [];
  let tellHeld = (): void => undefined;

  const send = (key: string, response: ServerResponse): void => {
    const tracking = sent.get(key) ?? `T${sent.size + 1}`;
    sent.set(key, tracking);
    response.end(JSON.stringify({ tracking }));
  };
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const call = JSON.parse(await text(request)) as CarrierCall;
    calls.push(call);
    const { mood } = carrier;
    if (mood === 'ok') send(call.key, response);
    else if (mood !== 'hold') response.writeHead(STATUS[mood]).end();
    else {
      holding.push(() => send(call.key, response));
      tellHeld();
    }
  };
  const server = createServer((request, response) => {
    answer(request, response).catch((error: Error) => response.destroy(error));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const carrier: Carrier = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    sent,
    mood: 'ok',
    held: () =>
      new Promise((resolve) => {
        tellHeld = resolve;
        if (holding.length > 0) resolve();
      }),
    letGo: () => {
      carrier.mood = 'ok';
      for (const release of holding.splice(0)) release();
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
  return carrier;
};
