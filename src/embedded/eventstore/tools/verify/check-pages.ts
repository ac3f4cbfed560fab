// The data file page by page. A file that is being written to may change under the walk: then it is walked again
// while a snapshot keeps the pages in place.

import { newestMeta, openPageFile, type PageFile } from '#embedded/eventstore/file/page-file.js';
import { walkPages, type PageProblem } from '#embedded/eventstore/file/walk-pages.js';
import { breathe, type OnProgress } from '../progress.js';
import { openSnapshot } from '../snapshot.js';

const walk = async (file: PageFile, onProgress: OnProgress): Promise<readonly PageProblem[]> => {
  const meta = newestMeta(file);
  const total = meta === undefined ? undefined : meta.lastPage + 1;
  const steps = walkPages(file);
  let step = steps.next();
  while (step.done !== true) {
    onProgress({ step: 'file', done: step.value, total, unit: 'pages' });
    await breathe();
    step = steps.next();
  }
  return step.value;
};

const walkPinned = async (
  dataDir: string,
  file: PageFile,
  onProgress: OnProgress,
): Promise<readonly PageProblem[]> => {
  const snapshot = await openSnapshot(dataDir);
  try {
    return await walk(file, onProgress);
  } finally {
    await snapshot.close();
  }
};

/** What LMDB could not read. */
export const checkPages = async (
  dataDir: string,
  onProgress: OnProgress,
): Promise<readonly PageProblem[]> => {
  const file = openPageFile(dataDir);
  try {
    const before = newestMeta(file)?.transaction;
    const problems = await walk(file, onProgress);
    const changed = newestMeta(file)?.transaction !== before;
    return problems.length > 0 && changed ? await walkPinned(dataDir, file, onProgress) : problems;
  } finally {
    file.close();
  }
};
