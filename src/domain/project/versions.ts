import type { VersionRef } from './events.js';
import type { Project } from './state.js';

/** Automatic versions a project lists; older ones stay in the history. Source: the editor shows 50. */
export const MAX_AUTOMATIC_VERSIONS = 50;

/** The current design as the next version. */
export const nextVersion = (project: Project, at: string): VersionRef => ({
  number: project.lastVersionNumber + 1,
  design: project.design,
  by: project.designBy,
  at,
});

/** What replacing the design does to the list: an empty design is not worth keeping. */
export const keepCurrent = (project: Project, wanted: boolean, at: string) => {
  if (!wanted || project.design === null) return { kept: null, dropped: [] };
  const automatic = project.versions.filter((version) => version.automatic);
  const excess = Math.max(0, automatic.length + 1 - MAX_AUTOMATIC_VERSIONS);
  return {
    kept: nextVersion(project, at),
    dropped: automatic.slice(0, excess).map((version) => version.number),
  };
};
