// Follows every tree of a committed state page by page. Promises: a file without a problem can be read by LMDB
// without leaving the file or a page. Not promised: that keys are in order, or that the free pages are free.

import {
  newestMeta,
  PAGE_HEADER,
  readNumber,
  readTree,
  type Meta,
  type PageFile,
  type Tree,
} from './page-file.js';

/** Something LMDB could not read. */
export interface PageProblem {
  readonly page: number;
  readonly message: string;
}

const BRANCH = 0x01;
const LEAF = 0x02;
const OVERFLOW = 0x04;
const KINDS = 0x6f;
const BIG_DATA = 0x01;
const SUB_TREE = 0x02;
const NODE_HEADER = 8;
const TREE_BYTES = 48;
const BIG_BYTES = 24;
const REPORT_EVERY = 256;

/** Thrown inside only: the page cannot be followed any further. */
class Broken extends Error {
  override readonly name = 'Broken';
}

interface Node {
  readonly flags: number;
  /** For a branch. */
  readonly child: number;
  readonly data: Buffer;
  readonly size: number;
}

interface Walk {
  readonly file: PageFile;
  readonly meta: Meta;
  readonly seen: Set<number>;
  readonly problems: PageProblem[];
}

const readPage = ({ file, meta, seen }: Walk, page: number): Buffer => {
  if (page < 2 || page > meta.lastPage) throw new Broken('is not a page of the file');
  if (seen.has(page)) throw new Broken('is used twice');
  seen.add(page);
  const bytes = file.read(page * meta.pageSize, meta.pageSize);
  if (bytes.length < meta.pageSize) throw new Broken('is behind the end of the file');
  if (readNumber(bytes, 0) !== page) throw new Broken('says it is another page');
  return bytes;
};

const kindOf = (bytes: Buffer): number => bytes.readUInt16LE(18) & KINDS;

const nodeAt = (bytes: Buffer, index: number, isLeaf: boolean): Node => {
  const at = bytes.readUInt16LE(PAGE_HEADER + 2 * index) + PAGE_HEADER;
  if (at + NODE_HEADER > bytes.length) throw new Broken('has an entry outside of it');
  const low = bytes.readUInt16LE(at) + bytes.readUInt16LE(at + 2) * 0x10000;
  const flags = bytes.readUInt16LE(at + 4);
  const start = at + NODE_HEADER + bytes.readUInt16LE(at + 6);
  const length = !isLeaf ? 0 : (flags & BIG_DATA) === 0 ? low : BIG_BYTES;
  if (start + length > bytes.length) throw new Broken('has an entry that is too long');
  return { flags, child: low + flags * 2 ** 32, data: bytes.subarray(start, start + length), size: low };
};

const nodesOf = (bytes: Buffer, isLeaf: boolean): readonly Node[] => {
  const [lower, upper] = [bytes.readUInt16LE(20), bytes.readUInt16LE(22)];
  if (lower % 2 !== 0 || lower > upper || upper > bytes.length - PAGE_HEADER)
    throw new Broken('has bounds that make no sense');
  return Array.from({ length: lower / 2 }, (_, index) => nodeAt(bytes, index, isLeaf));
};

/** The pages that hold one large value. */
const checkBig = (walk: Walk, { data, size }: Node): void => {
  const [page, count] = [readNumber(data, 0), readNumber(data, 16)];
  const { pageSize, lastPage } = walk.meta;
  const bytes = readPage(walk, page);
  const needed = Math.floor((PAGE_HEADER - 1 + size) / pageSize) + 1;
  if (kindOf(bytes) !== OVERFLOW || bytes.readUInt32LE(20) < needed || count < needed)
    throw new Broken('holds less than the value it should');
  if (page + needed - 1 > lastPage || PAGE_HEADER + size > walk.file.bytes - page * pageSize)
    throw new Broken('holds a value that ends behind the end of the file');
  for (let next = page + 1; next < page + needed; next++) walk.seen.add(next);
};

/** Carries out one look; what is broken becomes a problem of the page. */
const attempt = <T>(walk: Walk, page: number, look: () => T): T | undefined => {
  try {
    return look();
  } catch (error) {
    if (!(error instanceof Broken)) throw error;
    walk.problems.push({ page, message: error.message });
    return undefined;
  }
};

function* walkLeaf(walk: Walk, nodes: readonly Node[]): Generator<number, number> {
  for (const node of nodes) {
    if ((node.flags & BIG_DATA) !== 0) attempt(walk, readNumber(node.data, 0), () => checkBig(walk, node));
    else if ((node.flags & SUB_TREE) !== 0 && node.data.length === TREE_BYTES)
      yield* walkTree(walk, readTree(node.data, 0));
  }
  return nodes.length;
}

/** Answers how many entries are below the page. */
function* walkPage(walk: Walk, page: number, depth: number): Generator<number, number> {
  const isLeaf = depth === 1;
  const nodes = attempt(walk, page, () => {
    const bytes = readPage(walk, page);
    if (kindOf(bytes) !== (isLeaf ? LEAF : BRANCH)) throw new Broken('is of another kind than it should be');
    return nodesOf(bytes, isLeaf);
  });
  if (walk.seen.size % REPORT_EVERY === 0) yield walk.seen.size;
  if (nodes === undefined) return 0;
  if (isLeaf) return yield* walkLeaf(walk, nodes);
  let entries = 0;
  for (const { child } of nodes) entries += yield* walkPage(walk, child, depth - 1);
  return entries;
}

function* walkTree(walk: Walk, { root, depth, entries }: Tree): Generator<number, void> {
  if (root === undefined) return;
  const before = walk.problems.length;
  const found = yield* walkPage(walk, root, depth);
  if (walk.problems.length === before && found !== entries)
    walk.problems.push({
      page: root,
      message: `leads to ${String(found)} entries instead of ${String(entries)}`,
    });
}

/** Follows all trees; yields now and then how many pages were looked at, answers what is wrong. */
export function* walkPages(file: PageFile): Generator<number, readonly PageProblem[]> {
  const meta = newestMeta(file);
  if (meta === undefined) return [{ page: 0, message: 'is not the first page of an event store' }];
  const walk: Walk = { file, meta, seen: new Set(), problems: [] };
  yield* walkTree(walk, meta.free);
  yield* walkTree(walk, meta.main);
  return walk.problems;
}
