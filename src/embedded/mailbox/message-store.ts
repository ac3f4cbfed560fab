// The messages of a mailbox, one file each: a line of JSON about it, then the message as it came. Promises: a
// message that `add` answered is on disk and survives kill -9; numbers are never used twice. It keeps the
// newest `keep` messages and counts the others. A file that cannot be read stops the start; a full disk fails
// the `add`.
import { mkdir, open, readdir, rename, unlink } from 'node:fs/promises';
import { join } from 'node:path';

/** What is known of a message without reading it all. */
export interface MessageFacts {
  /** When it was received. */
  readonly at: string;
  /** Addresses of the envelope. */
  readonly from: string;
  readonly to: readonly string[];
  readonly subject: string;
  readonly messageId: string;
  readonly bytes: number;
}

export interface StoredMessage extends MessageFacts {
  /** 1, 2, …: in the order they were received. */
  readonly id: number;
}

export interface MessageStore {
  /** Newest first. */
  list(): readonly StoredMessage[];
  /** Messages that were received but are not kept any more. */
  dropped(): number;
  find(id: number): StoredMessage | undefined;
  /** The message as it came; undefined when it is not (any more) there. */
  raw(id: number): Promise<Buffer | undefined>;
  add(facts: MessageFacts, raw: Buffer): Promise<StoredMessage>;
  /** Calls back after each message; answers how to end that. */
  watch(listener: () => void): () => void;
}

const FILE = /^(\d{12})\.mail$/;
const UNFINISHED = '.unfinished';
const NEW_LINE = 0x0a;

const fileOf = (folder: string, id: number): string => join(folder, `${String(id).padStart(12, '0')}.mail`);

const readFile = async (path: string): Promise<Buffer> => {
  const file = await open(path, 'r');
  try {
    return await file.readFile();
  } finally {
    await file.close();
  }
};

const factsIn = async (folder: string, id: number): Promise<StoredMessage> => {
  const content = await readFile(fileOf(folder, id));
  const line = content.subarray(0, content.indexOf(NEW_LINE)).toString('utf8');
  return { ...(JSON.parse(line) as MessageFacts), id };
};

const syncFolder = async (folder: string): Promise<void> => {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
};

/** The whole file or none of it, and on disk when this is over. */
const writeDurably = async (folder: string, path: string, content: Buffer): Promise<void> => {
  const unfinished = path + UNFINISHED;
  const file = await open(unfinished, 'w', 0o600);
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(unfinished, path);
  await syncFolder(folder);
};

const load = async (folder: string): Promise<StoredMessage[]> => {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const names = await readdir(folder);
  const left = names.filter((name) => name.endsWith(UNFINISHED));
  await Promise.all(left.map((name) => unlink(join(folder, name))));
  const ids = names.flatMap((name) => Number(FILE.exec(name)?.[1]) || []).sort((one, other) => other - one);
  const messages: StoredMessage[] = [];
  for (const id of ids) messages.push(await factsIn(folder, id));
  return messages;
};

/** Opens the messages in `folder`, which is made when it is not there. */
export const openMessages = async (folder: string, keep: number): Promise<MessageStore> => {
  let messages: readonly StoredMessage[] = await load(folder);
  let last = messages[0]?.id ?? 0;
  const listeners = new Set<() => void>();
  let queue: Promise<unknown> = Promise.resolve();

  const append = async (facts: MessageFacts, raw: Buffer): Promise<StoredMessage> => {
    const id = last + 1;
    const head = Buffer.from(`${JSON.stringify(facts)}\n`);
    await writeDurably(folder, fileOf(folder, id), Buffer.concat([head, raw]));
    last = id;
    const stored = { ...facts, id };
    const all = [stored, ...messages];
    messages = all.slice(0, keep);
    for (const oldest of all.slice(keep)) await unlink(fileOf(folder, oldest.id));
    for (const listener of listeners) listener();
    return stored;
  };

  const find = (id: number): StoredMessage | undefined => messages.find((message) => message.id === id);
  return {
    list: () => messages,
    dropped: () => last - messages.length,
    find,
    raw: async (id) => {
      if (!find(id)) return undefined;
      const content = await readFile(fileOf(folder, id));
      return content.subarray(content.indexOf(NEW_LINE) + 1);
    },
    add: (facts, raw) => {
      const added = queue.then(() => append(facts, raw));
      queue = added.catch(() => undefined);
      return added;
    },
    watch: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
};
