import { DomainError } from '../kit/domain-error.js';
import type { Project } from './state.js';

/** Whether `accountId` works on it: the owner and collaborators. */
export const isMember = (project: Project, accountId: number): boolean =>
  project.ownerId === accountId || project.collaborators.includes(accountId);

/** Unknown and foreign projects look the same. */
const notFound = (): DomainError => new DomainError('not_found', 'There is no such project.');

const requireExisting = (project: Project): void => {
  if (project.status !== 'active') throw notFound();
};

/** Whether `accountId` may read: the owner, collaborators, and anyone signed in when it is public. */
export const mayRead = (project: Project, accountId: number): boolean =>
  project.status === 'active' && (project.details.isPublic || isMember(project, accountId));

export const requireReader = (project: Project, accountId: number): void => {
  if (!mayRead(project, accountId)) throw notFound();
};

/** Owner and collaborators edit. Who can only read a public project is told so; anyone else sees nothing. */
export const requireEditor = (project: Project, accountId: number): void => {
  requireExisting(project);
  if (isMember(project, accountId)) return;
  throw project.details.isPublic
    ? new DomainError('forbidden', 'You may not change this project.')
    : notFound();
};

/** Who works on it leaves it; to anyone else there is nothing to leave. */
export const requireMember = (project: Project, accountId: number): void => {
  requireExisting(project);
  if (!isMember(project, accountId)) throw notFound();
};

/** Only the owner shares, deletes and changes visibility. */
export const requireOwner = (project: Project, accountId: number): void => {
  requireEditor(project, accountId);
  if (project.ownerId !== accountId) throw new DomainError('forbidden', 'Only the owner may do this.');
};
