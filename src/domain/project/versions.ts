import type { VersionRef } from './events.js';
import type { Project } from './state.js';

/** Automatic versions a project lists; older ones stay in the history. Source: v1 kept 50. */
export const MAX_AUTOMATIC_VERSIONS = 50;

/** The current design as the next version, recorded by `by`. */
export const nextVersion = (project: Project, by: number, at: string): VersionRef => ({
  number: project.lastVersionNumber + 1,
  design: project.design,
  by,
  at,
});

interface Replacement {
  readonly at: string;
  /** False when whoever saves does not want the previous design kept. */
  readonly keep: boolean;
  /** Number of the version being restored: it stays, so that restoring it again is nothing to do. */
  readonly restored?: number;
}

/** What replacing the design does to the list: an empty design is not worth keeping. */
export const keepCurrent = (project: Project, { at, keep, restored }: Replacement) => {
  if (!keep || project.design === null) return { kept: null, dropped: [] };
  const automatic = project.versions.filter((version) => version.automatic);
  const excess = Math.max(0, automatic.length + 1 - MAX_AUTOMATIC_VERSIONS);
  const numbers = automatic.map((version) => version.number).filter((number) => number !== restored);
  return { kept: nextVersion(project, project.designBy, at), dropped: numbers.slice(0, excess) };
};
