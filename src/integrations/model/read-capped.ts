import type { ReadableStream } from 'node:stream/web';

/**
 * The body as text; undefined as soon as it is longer than `limit` bytes: the rest is not read and the
 * connection is closed.
 */
export const readCapped = async (response: Response, limit: number): Promise<string | undefined> => {
  const body: ReadableStream<Uint8Array> | null = response.body;
  if (!body) return '';
  const reader = body.getReader();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return Buffer.concat(chunks).toString('utf8');
    size += value.length;
    if (size > limit) {
      await reader.cancel();
      return undefined;
    }
    chunks.push(value);
  }
};
