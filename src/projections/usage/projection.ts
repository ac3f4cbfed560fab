import type { ActivityEvent } from '#domain/activity/events.js';
import type { GenerationEvent } from '#domain/generation/events.js';
import { dayOf } from '#domain/kit/values.js';
import type { ProjectEvent } from '#domain/project/events.js';
import type { SessionEvent } from '#domain/session/events.js';
import { add, keep, most, type Change } from '../kit/change.js';
import { projection } from '../kit/projection.js';
import { editMinutes, projectUses, sessionDays } from './tables.js';

const MINUTE = 16;

interface Edited {
  readonly data: { readonly projectId: number; readonly by: number; readonly at: string };
}

const edited = ({ data: { projectId, by, at } }: Edited): readonly Change[] => [
  keep(editMinutes, { project_id: projectId, account_id: by, minute: at.slice(0, MINUTE) }),
];

interface Seen {
  readonly data: { readonly accountId: number; readonly sessionId: string; readonly at: string };
}

const seen = ({ data: { accountId, sessionId, at } }: Seen): readonly Change[] => [
  keep(sessionDays, { day: dayOf(at), account_id: accountId, session_id: sessionId }),
];

const reported = ({ type, projectId, at }: ActivityEvent['data']): readonly Change[] => {
  if (projectId === null) return [];
  const key = { project_id: projectId };
  if (type === 'project_export') return [add(projectUses, key, { exports: 1 })];
  if (type !== 'project_open') return [];
  return [add(projectUses, key, { views: 1 }), most(projectUses, key, { last_viewed: at })];
};

export const usageProjection = projection<ActivityEvent | GenerationEvent | ProjectEvent | SessionEvent>({
  name: 'usage',
  version: 1,
  shape: 1,
  categories: ['activity', 'generation', 'project', 'session'],
  tables: [editMinutes, sessionDays, projectUses],
  unhurried: true,
  on: {
    ProjectDetailsChanged: edited,
    DesignSaved: edited,
    VersionRestored: edited,
    CollaboratorAdded: ({ data }) => [add(projectUses, { project_id: data.projectId }, { shares: 1 })],
    SessionStarted: seen,
    SessionRefreshed: seen,
    GenerationRequested: ({ data: { projectId } }) =>
      projectId === null ? [] : [add(projectUses, { project_id: projectId }, { ai_generations: 1 })],
    ActivityTracked: ({ data }) => reported(data),
  },
});
