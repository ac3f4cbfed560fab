import { Readable } from 'node:stream';
import { FILE_FORMATS, type AuditEvent } from './audit-event.js';

async function* textOf(
  pages: AsyncIterable<readonly AuditEvent[]>,
  { head, line }: (typeof FILE_FORMATS)[keyof typeof FILE_FORMATS],
): AsyncGenerator<string> {
  if (head !== '') yield head;
  for await (const page of pages) yield page.map(line).join('');
}

/** The first page is made before anything is answered: what fails at once is answered as such. */
async function* startedWith<T>(first: IteratorResult<T, unknown>, rest: AsyncIterator<T>): AsyncGenerator<T> {
  for (let next = first; next.done !== true; next = await rest.next()) yield next.value;
}

export interface EventFile {
  readonly type: string;
  /** With its ending. */
  readonly name: string;
  /** Made while it is sent. */
  readonly body: Readable;
}

/** Pages of events as a file; `name` without its ending. Fails at once with what the first page fails with. */
export const eventFile = async (
  pages: AsyncGenerator<readonly AuditEvent[]>,
  {
    name,
    format = 'ndjson',
  }: { readonly name: string; readonly format: keyof typeof FILE_FORMATS | undefined },
): Promise<EventFile> => {
  const shape = FILE_FORMATS[format];
  const first = await pages.next();
  const body = Readable.from(textOf(startedWith(first, pages), shape));
  return { type: shape.type, name: `${name}.${format}`, body };
};
