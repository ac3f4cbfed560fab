import { AppError } from '#platform/app-error.js';

const ETAG = /^(?:W\/)?"(\d{1,15})"$/;

export const etagOf = (revision: number): string => `"${revision}"`;

/**
 * Revision in an If-Match header; undefined when there is none or it is `*`. Another form never matches
 * (412).
 */
export const revisionIn = (ifMatch: string): number | undefined => {
  if (ifMatch === '' || ifMatch === '*') return undefined;
  const revision = ETAG.exec(ifMatch)?.[1];
  if (revision === undefined)
    throw new AppError('precondition_failed', 'If-Match is not an ETag of this resource.');
  return Number(revision);
};
