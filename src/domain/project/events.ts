import { z } from 'zod';
import { designRef } from '../design/reference.js';
import { defineEvent, type EventsOf } from '../kit/event.js';
import { personal } from '../kit/personal.js';
import { instant, integerId } from '../kit/values.js';

export const PROJECT_TYPES = ['graphic', 'ui_ux', 'logo'] as const;

const OWNER = 'ownerId';
const about = { projectId: integerId, ownerId: integerId, at: instant };

/** A version is a reference to a design that was current once; numbers are never used again. */
const versionRef = z.strictObject({
  number: z.int().positive(),
  design: designRef.nullable(),
  /**
   * Of an automatic version: the account whose save made that design current; of one that was asked for: the
   * account that asked. `at` is when the version was recorded.
   */
  by: integerId,
  at: instant,
});
export type VersionRef = Readonly<z.infer<typeof versionRef>>;

/** What replacing the current design did to the list of versions. */
const versionChanges = {
  /** The previous design, kept as a version; null when it was not kept. */
  kept: versionRef.nullable(),
  /** Numbers of automatic versions that left the list to keep it bounded. */
  dropped: z.array(z.int().positive()),
};

const details = {
  name: personal(z.string(), OWNER),
  description: personal(z.string(), OWNER),
  projectType: z.enum(PROJECT_TYPES),
  canvasWidth: z.int().positive(),
  canvasHeight: z.int().positive(),
  canvasBackground: z.string(),
  aiPrompt: personal(z.string(), OWNER),
  colorPalette: z.array(z.string()),
  suggestedFonts: z.array(z.string()),
  isPublic: z.boolean(),
};
const projectDetails = z.strictObject(details);
export type ProjectDetails = Readonly<z.infer<typeof projectDetails>>;
const detailsChanges = projectDetails.partial();
export type DetailsChanges = Readonly<z.infer<typeof detailsChanges>>;

export const projectEvents = {
  ProjectCreated: defineEvent(
    'ProjectCreated',
    z.strictObject({
      ...about,
      ...details,
      /** null stands for the empty design `{}`. */
      design: designRef.nullable(),
      copiedFrom: integerId.nullable(),
    }),
  ),
  /** Only the fields that changed are there. */
  ProjectDetailsChanged: defineEvent(
    'ProjectDetailsChanged',
    z.strictObject({ ...about, by: integerId, ...detailsChanges.shape }),
  ),
  DesignSaved: defineEvent(
    'DesignSaved',
    z.strictObject({ ...about, by: integerId, design: designRef.nullable(), ...versionChanges }),
  ),
  VersionCreated: defineEvent('VersionCreated', z.strictObject({ ...about, version: versionRef })),
  VersionRestored: defineEvent(
    'VersionRestored',
    z.strictObject({
      ...about,
      by: integerId,
      number: z.int().positive(),
      design: designRef.nullable(),
      ...versionChanges,
    }),
  ),
  CollaboratorAdded: defineEvent(
    'CollaboratorAdded',
    z.strictObject({ ...about, by: integerId, collaboratorId: integerId }),
  ),
  /** By the owner, or by whoever leaves. From then on they are nobody to the project. */
  CollaboratorRemoved: defineEvent(
    'CollaboratorRemoved',
    z.strictObject({ ...about, by: integerId, collaboratorId: integerId }),
  ),
  /** Says what readers would have to look up: who loses it, and whether everyone could see it. */
  ProjectDeleted: defineEvent(
    'ProjectDeleted',
    z.strictObject({
      ...about,
      by: integerId,
      collaborators: z.array(integerId),
      wasPublic: z.boolean(),
    }),
  ),
  /** The fence of a creation that was given up: the stream can no longer become a project. */
  ProjectAbandoned: defineEvent('ProjectAbandoned', z.strictObject(about)),
};

export type ProjectEvent = EventsOf<typeof projectEvents>;
