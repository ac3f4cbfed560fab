import {
  closeSync,
  existsSync,
  fstatSync,
  mkdirSync,
  openSync,
  readSync,
  renameSync,
  statSync,
} from 'node:fs';
import { dirname } from 'node:path';

const ROTATE_ABOVE_BYTES = 10 * 1024 * 1024;
const TAIL_BYTES = 64 * 1024;

/**
 * Opens a log for appending (0600, folders are made) and returns its descriptor. A log above 10 MB is renamed
 * to `<file>.1` first, replacing the one before: at most about two files' worth of disk per child.
 */
export const openLog = (file: string, rotateAboveBytes = ROTATE_ABOVE_BYTES): number => {
  mkdirSync(dirname(file), { recursive: true });
  if (existsSync(file) && statSync(file).size > rotateAboveBytes) renameSync(file, `${file}.1`);
  return openSync(file, 'a', 0o600);
};

/** The last `lines` lines written to `file` from byte `from` on; [] when the file is gone or empty. */
export const readLogTail = (file: string, lines: number, from = 0): readonly string[] => {
  if (!existsSync(file)) return [];
  const fd = openSync(file, 'r');
  try {
    const { size } = fstatSync(fd);
    const start = Math.max(size - TAIL_BYTES, Math.min(from, size));
    const buffer = Buffer.alloc(size - start);
    readSync(fd, buffer, 0, buffer.length, start);
    return buffer
      .toString('utf8')
      .split('\n')
      .filter((line) => line.trim() !== '')
      .slice(-lines);
  } finally {
    closeSync(fd);
  }
};
