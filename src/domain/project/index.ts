import type { Aggregate } from '../kit/decider.js';
import { decide, type ProjectCommand } from './decide.js';
import type { ProjectEvent } from './events.js';
import { evolve, initial, type Project } from './state.js';

export type { ProjectEvent } from './events.js';
export type { Project } from './state.js';
export type { ProjectCommand } from './decide.js';

export const project: Aggregate<Project, ProjectCommand, ProjectEvent> = {
  category: 'project',
  initial,
  evolve,
  decide,
};
