import type { ApiClient } from '../api-client.js';
import { posterDesign } from '../design.js';
import { newPerson, sessionOf, type Person } from '../person.js';
import type { Stage } from '../stage.js';
import { settleIn, signOut, signUp } from './account.js';
import { useApiKey, type ToEnterprise } from './api-key.js';
import { designWithAi } from './ai.js';
import { createPoster, saveAndRead, workWithVersions } from './design.js';
import { deleteProject, reachTheLimit } from './limits.js';
import { readMails } from './mails.js';
import { findByWords, lookAtDashboard } from './numbers.js';
import { duplicate, listMine, rename } from './projects.js';
import { hiddenFromStrangers, saveAtOnce, share } from './sharing.js';

/** Which events the story must have caused: the types in each stream, in order. */
export type Expected = Readonly<Record<string, readonly string[]>>;

const POSTER_EVENTS = [
  'ProjectCreated',
  'DesignSaved',
  'DesignSaved',
  'VersionCreated',
  'VersionRestored',
  'ProjectDetailsChanged',
  'CollaboratorAdded',
  'DesignSaved',
  'DesignSaved',
  'DesignSaved',
];
const SLOT = 'ProjectSlotReserved';

interface Made {
  readonly owner: Person;
  readonly guest: Person;
  readonly projects: readonly number[];
  readonly task: number;
  /** Undefined where the log is out of reach, and with it the plan. */
  readonly key: string | undefined;
}

const keyEventsOf = (guest: Person, key: string | undefined): Expected =>
  key === undefined
    ? { [`account-${guest.id}`]: ['AccountRegistered'] }
    : {
        [`account-${guest.id}`]: ['AccountRegistered', 'AccountPlanChanged'],
        [`apikey-${key}`]: ['ApiKeyCreated', 'ApiKeyRevoked'],
        [`keyring-${guest.id}`]: ['KeySlotReserved', 'KeySlotReleased'],
      };

const eventsOf = ({ owner, guest, projects: [poster, copy, third], task, key }: Made): Expected => ({
  [`account-${owner.id}`]: ['AccountRegistered'],
  ...keyEventsOf(guest, key),
  [`session-${sessionOf(owner)}`]: ['SessionStarted', 'SessionRefreshed', 'SessionEnded'],
  [`session-${sessionOf(guest)}`]: ['SessionStarted'],
  [`quota-${owner.id}`]: [SLOT, SLOT, SLOT, 'ProjectSlotReleased'],
  [`quota-${guest.id}`]: [],
  [`aiquota-${owner.id}`]: ['AiRequestReserved'],
  [`generation-${task}`]: ['GenerationRequested', 'GenerationStarted', 'GenerationCompleted'],
  [`project-${poster}`]: POSTER_EVENTS,
  [`project-${copy}`]: ['ProjectCreated', 'DesignSaved'],
  [`project-${third}`]: ['ProjectCreated', 'ProjectDeleted'],
});

export interface Scene {
  readonly api: ApiClient;
  /** Makes the names of the story unique. */
  readonly suffix: string;
  /** Page of the mailbox; undefined where mails go elsewhere. */
  readonly mailbox: string | undefined;
  /** Undefined where the log is out of reach. */
  readonly toEnterprise: ToEnterprise | undefined;
  /** Milliseconds the AI and the mail may take. */
  readonly patienceMs: number;
}

/** Plays the whole story once. Throws `StepFailed` at the first wrong answer. */
export const playStory = async (
  stage: Stage,
  { api, suffix, mailbox, toEnterprise, patienceMs }: Scene,
): Promise<Expected> => {
  const owner = newPerson(api, 'ada', suffix);
  const guest = newPerson(api, 'grace', suffix);
  const design = posterDesign();

  await signUp(stage, owner);
  await settleIn(stage, owner);
  const place = await createPoster(stage, owner);
  await saveAndRead(stage, owner, { place, design });
  await workWithVersions(stage, owner, { place, design });
  const copy = await duplicate(stage, owner, { place, design });
  await rename(stage, owner, place);
  await listMine(stage, owner, [place.id, copy.id]);
  await findByWords(stage, owner, place);

  await signUp(stage, guest);
  await hiddenFromStrangers(stage, guest, place);
  await share(stage, { place, design, owner, guest });
  await saveAtOnce(stage, { place, design, owner, guest });

  const task = await designWithAi(stage, owner, { place: copy, patienceMs });
  if (mailbox !== undefined) await readMails(stage, owner, { mailbox, patienceMs });

  const third = await reachTheLimit(stage, owner);
  await deleteProject(stage, owner, third);
  await lookAtDashboard(stage, owner);
  const key = toEnterprise && (await useApiKey(stage, guest, { api, toEnterprise, patienceMs }));
  await signOut(stage, owner);
  return eventsOf({ owner, guest, projects: [place.id, copy.id, third.id], task, key });
};
