import type { QuotaEvent } from './events.js';

export interface Quota {
  /** Ids of the projects that use a slot. Copied on write: a state handed out never changes. */
  readonly projects: ReadonlySet<number>;
}

export const initial: Quota = { projects: new Set() };

export const evolve = (quota: Quota, event: QuotaEvent): Quota => {
  const projects = new Set(quota.projects);
  switch (event.type) {
    case 'ProjectSlotReserved':
      projects.add(event.data.projectId);
      return { projects };
    case 'ProjectSlotReleased':
      projects.delete(event.data.projectId);
      return { projects };
  }
};
