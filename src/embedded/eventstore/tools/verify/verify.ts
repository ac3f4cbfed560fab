// Looks at a data folder and says what is wrong with it; changes nothing. Of a running store it sees one moment.
// Not promised: that events at the very end of the log are noticed to be missing together with all that names
// them; nothing in the folder remembers them. Fails with FolderError when there is nothing to look at.

import { newestMeta, openPageFile } from '#embedded/eventstore/file/page-file.js';
import { FolderError } from '#embedded/eventstore/store/tables.js';
import { unwatched, type OnProgress } from '../progress.js';
import { existingFolder, openSnapshot } from '../snapshot.js';
import { checkGroups } from './check-groups.js';
import { checkIndex } from './check-index.js';
import { checkLog } from './check-log.js';
import { checkPages } from './check-pages.js';
import { collectFindings, type Finding, type Findings } from './findings.js';

/** What a look at a folder found. Counts are undefined when the file cannot be read at all. */
export interface VerifyReport {
  readonly ok: boolean;
  readonly format: number | undefined;
  readonly streams: number | undefined;
  readonly events: number | undefined;
  readonly lastPosition: number | undefined;
  readonly unusedPositions: number | undefined;
  readonly withoutChecksum: number | undefined;
  readonly sealed: number | undefined;
  readonly scavengedStreams: number | undefined;
  readonly groups: number | undefined;
  /** All there are; `findings` holds the first hundred. */
  readonly findingCount: number;
  readonly findings: readonly Finding[];
}

const UNREAD = {
  format: undefined,
  streams: undefined,
  events: undefined,
  lastPosition: undefined,
  unusedPositions: undefined,
  withoutChecksum: undefined,
  sealed: undefined,
  scavengedStreams: undefined,
  groups: undefined,
} as const;

const refuseForeign = (dataDir: string): void => {
  const file = openPageFile(dataDir);
  try {
    if (newestMeta(file) === undefined)
      throw new FolderError('unusable', `data.mdb in ${dataDir} is not an event store`);
  } finally {
    file.close();
  }
};

const checkTables = async (dataDir: string, findings: Findings, onProgress: OnProgress) => {
  const snapshot = await openSnapshot(dataDir);
  try {
    const checking = { snapshot, findings, onProgress };
    const { streams, scavenged } = await checkIndex(checking);
    const log = await checkLog(checking);
    // Damaged records are found by now; what groups keep can only be told where there are none.
    const groups = findings.count === 0 ? checkGroups(checking) : undefined;
    return { format: snapshot.format, streams, ...log, scavengedStreams: scavenged, groups };
  } finally {
    await snapshot.close();
  }
};

/** Checks the folder's file, tables, events and groups. */
export const verify = async (dataDir: string, onProgress: OnProgress = unwatched): Promise<VerifyReport> => {
  const folder = existingFolder(dataDir);
  refuseForeign(folder);
  const findings = collectFindings();
  for (const { page, message } of await checkPages(folder, onProgress))
    findings.add(`page ${String(page)}`, `the page ${message}`);
  const facts = findings.count > 0 ? UNREAD : await checkTables(folder, findings, onProgress);
  return { ok: findings.count === 0, ...facts, findingCount: findings.count, findings: findings.kept };
};
