// One connection: bytes in, commands one after the other, replies out in their order.
// Promises: no reply leaves before what it acknowledges is written; when it could not be written, the reply is
// an error. Does not: read on while its replies wait for a slow reader. A subscriber that reads too slowly is
// let go.
import type { Socket } from 'node:net';
import { encode } from '../protocol/encode.js';
import { createRequestParser } from '../protocol/request-parser.js';
import { ReplyError, type Reply } from '../protocol/reply.js';
import { isSubscriber, newClient, type Client } from './client.js';
import type { Engine } from './engine.js';
import { execute } from './execute.js';

const PAUSE_ABOVE = 1024 * 1024;
const SUBSCRIBER_LIMIT = 32 * 1024 * 1024;

export type Connection = Readonly<{
  client: Client;
  /** Sends what was answered; `failure`: the changes of this moment could not be written. */
  flush: (failure: string | undefined) => void;
  destroy: () => void;
}>;

export type ConnectionOptions = Readonly<{
  engine: Engine;
  id: number;
  /** There is something to send. */
  wantsFlush: (connection: Connection) => void;
}>;

/** Replies in order; those that acknowledge a change are marked. */
const createReplies = () => {
  let texts: string[] = [];
  let acknowledging: number[] = [];
  return {
    add: (reply: Reply, wrote: boolean): void => {
      if (wrote) acknowledging.push(texts.length);
      texts.push(encode(reply));
    },
    take: (failure: string | undefined): string => {
      if (failure !== undefined) {
        const error = encode(new ReplyError(`MISCONF Errors writing to the AOF file: ${failure}`));
        for (const at of acknowledging) texts[at] = error;
      }
      const text = texts.join('');
      texts = [];
      acknowledging = [];
      return text;
    },
  };
};

const forget = ({ pubsub, blocking, watches, clients }: Engine, client: Client): void => {
  pubsub.forget(client);
  blocking.forget(client);
  watches.release(client);
  clients.delete(client.id);
};

export const serveConnection = (
  socket: Socket,
  { engine, id, wantsFlush }: ConnectionOptions,
): Connection => {
  const replies = createReplies();
  let ending = false;
  const push = (reply: Reply, wrote = false): void => {
    replies.add(reply, wrote);
    wantsFlush(connection);
  };
  const end = (): void => {
    ending = true;
    wantsFlush(connection);
  };
  const address = `${socket.remoteAddress ?? ''}:${socket.remotePort ?? 0}`;
  const client = newClient({ id, address, push, end, authenticated: engine.password === '' });
  const parser = createRequestParser(() => client.authenticated);

  const answer = (words: readonly string[]): void => {
    const before = engine.db.changes();
    const reply = execute(engine, client, words);
    push(reply, engine.db.changes() !== before);
    engine.blocking.serveReady();
  };
  const pump = (): void => {
    try {
      while (!client.blocked && !ending) {
        const words = parser.next();
        if (words === undefined) return;
        answer(words);
      }
    } catch (error) {
      if (!(error instanceof ReplyError)) throw error;
      push(error);
      end();
    }
  };
  const send = (text: string): void => {
    if (text !== '') socket.write(text, 'latin1');
    if (isSubscriber(client) && socket.writableLength > SUBSCRIBER_LIMIT) socket.destroy();
    else if (socket.writableLength > PAUSE_ABOVE) socket.pause();
    if (ending) socket.end();
  };

  const connection: Connection = {
    client,
    flush: (failure) => {
      send(replies.take(failure));
      // One that waited may have sent more meanwhile.
      pump();
    },
    destroy: () => socket.destroy(),
  };
  engine.clients.set(id, client);
  engine.counters.connections += 1;
  socket.setNoDelay(true);
  socket.on('data', (chunk) => {
    parser.push(chunk);
    pump();
  });
  socket.on('drain', () => socket.resume());
  // A broken connection is closed next, which is all there is to do about it.
  socket.on('error', () => socket.destroy());
  socket.on('close', () => forget(engine, client));
  return connection;
};
