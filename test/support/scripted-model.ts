// A model server that answers what a test tells it to, over real HTTP, each way real ones fail included.
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { atTheEnd } from './global.js';

/** What chats and pictures are asked for with; which keys there are is for the test to say. */
export interface ModelQuestion {
  readonly messages: readonly { readonly role: string; readonly content: string }[];
  readonly seed: number;
  readonly prompt?: string;
}

/** A request as it arrived. */
interface AskedOfModel {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: ModelQuestion;
}

export type Reply = (response: ServerResponse) => void | Promise<void>;

export interface ScriptedModel {
  /** Ends in /v1. */
  readonly baseUrl: string;
  readonly asked: AskedOfModel[];
  /** What message `index` of question `number`, both from 0, says. */
  message(number: number, index: number): string;
  /** The next requests are answered so, in this order; nothing is left of an earlier script. */
  script(...replies: Reply[]): void;
  /** Resolves when the next request is there. */
  nextRequest(): Promise<void>;
}

const send = (response: ServerResponse, status: number, body: string, headers = {}): void => {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(body);
};

export const answers =
  (status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Reply =>
  (response) =>
    send(response, status, typeof body === 'string' ? body : JSON.stringify(body), headers);

export const USAGE = { prompt_tokens: 120, completion_tokens: 340, total_tokens: 460 };

/** A chat completion around a message. */
export const completion = (message: object, rest: object = {}): object => ({
  id: 'chatcmpl-1',
  object: 'chat.completion',
  created: 1_772_366_400,
  model: 'scripted-1',
  choices: [{ index: 0, message: { role: 'assistant', ...message }, finish_reason: 'stop' }],
  usage: USAGE,
  ...rest,
});

/** The model writes this text, or this value as JSON. */
export const writes = (content: unknown, rest: object = {}): Reply =>
  answers(
    200,
    completion({ content: typeof content === 'string' ? content : JSON.stringify(content) }, rest),
  );

export const draws = (bytes: string | Buffer): Reply =>
  answers(200, { created: 1, data: [{ b64_json: Buffer.from(bytes).toString('base64') }] });

/** Takes the request and never answers. */
export const sleeps: Reply = () => undefined;

export const hangsUp: Reply = (response) => {
  response.socket?.destroy();
};

/** Sends the beginning of an answer, then closes the connection. */
export const hangsUpHalfway: Reply = (response) => {
  const body = JSON.stringify(completion({ content: '{"components":[' }));
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length + 100 });
  response.write(body.slice(0, 60), () => response.socket?.destroy());
};

/** Two answers to one request on the same connection. */
export const answersTwice =
  (body: object): Reply =>
  (response) => {
    const text = JSON.stringify(body);
    const head = `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(text)}\r\n\r\n`;
    response.socket?.end(head + text + head + text);
  };

/** An answer of that many bytes. */
export const floods = (bytes: number): Reply => writes('x'.repeat(bytes));

const read = async (request: IncomingMessage): Promise<AskedOfModel> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const body = JSON.parse(Buffer.concat(chunks).toString()) as ModelQuestion;
  return { path: request.url ?? '', headers: request.headers, body };
};

export const scriptedModel = async (): Promise<ScriptedModel> => {
  const asked: AskedOfModel[] = [];
  let replies: Reply[] = [];
  let waiting: (() => void)[] = [];
  const server = createServer((request, response) => {
    void read(request).then(async (arrived) => {
      asked.push(arrived);
      const reply = replies.shift() ?? answers(500, { error: { message: 'Nothing was scripted.' } });
      waiting.forEach((resolve) => resolve());
      waiting = [];
      await reply(response);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  atTheEnd(async () => {
    server.closeAllConnections();
    server.close();
  });
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    asked,
    message: (number, index) => {
      const message = asked[number]?.body.messages[index];
      if (!message) throw new Error(`Question ${number} has no message ${index}.`);
      return message.content;
    },
    script: (...next) => {
      replies = next;
      asked.length = 0;
    },
    nextRequest: () => new Promise((resolve) => waiting.push(resolve)),
  };
};
