import type { IncomingMessage } from 'node:http';
import { RequestError } from './errors.js';

export type Fields = Readonly<Record<string, unknown>>;

const MOST_BYTES = 2 * 1024 * 1024;

const tooLarge = (): RequestError =>
  new RequestError('The request body is larger than 2 MB.', { status: 413, code: 'request_too_large' });

const readText = async (request: IncomingMessage): Promise<string> => {
  if (Number(request.headers['content-length'] ?? 0) > MOST_BYTES) throw tooLarge();
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    const piece = Buffer.from(chunk as Uint8Array);
    bytes += piece.length;
    if (bytes > MOST_BYTES) throw tooLarge();
    chunks.push(piece);
  }
  return Buffer.concat(chunks).toString('utf8');
};

export const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The object in the body; RequestError for anything else, or for more than 2 MB. */
export const readJson = async (request: IncomingMessage): Promise<Fields> => {
  const text = await readText(request);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new RequestError('The body of the request is not valid JSON.', { code: 'invalid_json' });
  }
  if (!isFields(value)) throw new RequestError('The body of the request must be a JSON object.');
  return value;
};
