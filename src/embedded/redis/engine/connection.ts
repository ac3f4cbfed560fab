// One connection: bytes in, commands one after the other, replies out in their order.
// Promises: no reply leaves before what it acknowledges is written; when it could not be written, the reply is
// an error. Does not: read on while its replies wait for a slow reader. A subscriber that reads too slowly is
// let go.
import type { Socket } from 'node:net';
import { encode } from '../protocol/encode.js';
import { createRequestParser, type RequestParser } from '../protocol/request-parser.js';
import { ReplyError, type Reply } from '../protocol/reply.js';
import { isSubscriber, newClient, type Client } from './client.js';
import type { Engine } from './engine.js';
import { execute } from './execute.js';

const PAUSE_ABOVE = 1024 * 1024;
const SUBSCRIBER_LIMIT = 32 * 1024 * 1024;

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

export class Connection {
  readonly client: Client;
  readonly #engine: Engine;
  readonly #socket: Socket;
  readonly #wantsFlush: () => void;
  readonly #parser: RequestParser;
  readonly #replies = createReplies();
  #ending = false;

  constructor(socket: Socket, { engine, id, wantsFlush }: ConnectionOptions) {
    this.#engine = engine;
    this.#socket = socket;
    this.#wantsFlush = () => wantsFlush(this);
    const address = `${socket.remoteAddress ?? ''}:${socket.remotePort ?? 0}`;
    const { push, end } = this.#mouth();
    this.client = newClient({ id, address, push, end, authenticated: engine.password === '' });
    this.#parser = createRequestParser(() => this.client.authenticated);
    engine.clients.set(id, this.client);
    engine.counters.connections += 1;
    this.#listen();
  }

  #mouth(): Pick<Client, 'push' | 'end'> {
    return {
      push: (reply, wrote = false) => {
        this.#replies.add(reply, wrote);
        this.#wantsFlush();
      },
      end: () => {
        this.#ending = true;
        this.#wantsFlush();
      },
    };
  }

  #listen(): void {
    const socket = this.#socket;
    socket.setNoDelay(true);
    socket.on('data', (chunk: Buffer) => {
      this.#parser.push(chunk);
      this.#pump();
    });
    socket.on('drain', () => socket.resume());
    // A broken connection is closed next, which is all there is to do about it.
    socket.on('error', () => socket.destroy());
    socket.on('close', () => forget(this.#engine, this.client));
  }

  #answer(words: readonly string[]): void {
    const { db, blocking } = this.#engine;
    const before = db.changes();
    const reply = execute(this.#engine, this.client, words);
    this.client.push(reply, db.changes() !== before);
    blocking.serveReady();
  }

  #pump(): void {
    try {
      while (!this.client.blocked && !this.#ending) {
        const words = this.#parser.next();
        if (words === undefined) return;
        this.#answer(words);
      }
    } catch (error) {
      if (!(error instanceof ReplyError)) throw error;
      this.client.push(error);
      this.client.end();
    }
  }

  #send(text: string): void {
    const socket = this.#socket;
    if (text !== '') socket.write(text, 'latin1');
    if (isSubscriber(this.client) && socket.writableLength > SUBSCRIBER_LIMIT) socket.destroy();
    else if (socket.writableLength > PAUSE_ABOVE) socket.pause();
    if (this.#ending) socket.end();
  }

  /** Sends what was answered; `failure`: the changes of this moment could not be written. */
  flush(failure: string | undefined): void {
    this.#send(this.#replies.take(failure));
    // One that waited may have sent more meanwhile.
    this.#pump();
  }

  destroy(): void {
    this.#socket.destroy();
  }
}
