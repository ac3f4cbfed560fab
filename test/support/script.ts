import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

/**
 * A module of scripts/, which is plain JavaScript; the caller says what it exports. Paths start at the root.
 */
export const loadScript = async <T>(path: string): Promise<T> =>
  (await import(pathToFileURL(resolve(path)).href)) as T;

/** A file of the project as the checks read it. */
export interface SourceFile {
  readonly path: string;
  readonly source: string;
}
