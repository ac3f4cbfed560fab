// Memory for records on their way to disk: carved from big blocks, so that thousands of small events do not
// each cost an allocation and an address lookup. A block is freed when the last record in it is.

const BLOCK = 256 * 1024;

/** Returns an allocator of uninitialised memory. */
export const slab = (): ((size: number) => Buffer) => {
  let block = Buffer.allocUnsafeSlow(BLOCK);
  let used = 0;
  return (size) => {
    if (size > BLOCK / 8) return Buffer.allocUnsafeSlow(size);
    if (used + size > BLOCK) {
      block = Buffer.allocUnsafeSlow(BLOCK);
      used = 0;
    }
    const start = used;
    used += size;
    return block.subarray(start, used);
  };
};
