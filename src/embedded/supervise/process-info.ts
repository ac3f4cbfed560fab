import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

const procFile = (pid: number, name: string): string | undefined => {
  try {
    return readFileSync(`/proc/${pid}/${name}`, 'utf8');
  } catch {
    return undefined;
  }
};

const ps = (pid: number, column: string): string =>
  spawnSync('ps', ['-ww', '-o', `${column}=`, '-p', String(pid)], { encoding: 'utf8' }).stdout.trim();

const hasProc = existsSync('/proc/self/stat');

/** Fields of /proc/<pid>/stat after the command name, which may itself hold blanks and brackets. */
const statFields = (pid: number): readonly string[] => {
  const stat = procFile(pid, 'stat');
  return stat === undefined ? [] : stat.slice(stat.lastIndexOf(')') + 2).split(' ');
};

/** Is the number `pid` taken, be it by a zombie (dead, but not yet reaped by its parent)? */
export const isTaken = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
};

/** Does process `pid` run? A zombie does not. */
export const isAlive = (pid: number): boolean =>
  isTaken(pid) && (hasProc ? statFields(pid)[0] : ps(pid, 'stat').charAt(0)) !== 'Z';

/**
 * A mark that differs between two processes that had the same pid one after the other; '' when there is none.
 */
export const startMark = (pid: number): string => (hasProc ? (statFields(pid)[19] ?? '') : ps(pid, 'lstart'));

/** The command line of a process, arguments separated by blanks; '' for a dead process or a zombie. */
export const commandLine = (pid: number): string =>
  hasProc ? (procFile(pid, 'cmdline') ?? '').split('\0').join(' ').trim() : ps(pid, 'command');
