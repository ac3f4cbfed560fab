import { project, type ProjectCommand } from '#domain/project/index.js';
import { createEventLog, type EventLog } from '#eventlog/event-log.js';
import type { Progress } from '#followers/progress.js';
import type { Db } from '#platform/postgres/db.js';
import type { Position } from '#platform/position.js';
import { listProjects } from '#projections/projects/queries.js';
import { at } from '#test/support/examples.js';
import { anyContext, codec } from '#test/support/history.js';
import type { World } from '../world.js';

const OWNER = 900_007;
const MENU = 904_711;

/** Creates a public project. */
export const creationOf = (projectId: number): ProjectCommand => ({
  type: 'CreateProject',
  project: {
    projectId,
    ownerId: OWNER,
    at: at(0),
    name: 'Menu',
    description: '',
    projectType: 'graphic',
    canvasWidth: 1,
    canvasHeight: 1,
    canvasBackground: '#FFFFFF',
    aiPrompt: '',
    colorPalette: [],
    suggestedFonts: [],
    isPublic: true,
    design: null,
    copiedFrom: null,
  },
});

const execute = async (log: EventLog, command: ProjectCommand): Promise<Position> => {
  const { position } = await log.execute({ aggregate: project, id: MENU, command, context: anyContext() });
  if (!position) throw new Error('The command changed nothing.');
  return position;
};

/** One project that is renamed again and again, and its owner's list. */
export const createMenu = async ({ client, pool }: World) => {
  const log = createEventLog(client, codec);
  let last = await execute(log, creationOf(MENU));
  let names = 0;
  const rename = async (): Promise<Position> => {
    names += 1;
    const changes = { name: `Menu ${names}` };
    last = await execute(log, { type: 'ChangeDetails', changes, by: OWNER, at: at(names) });
    return last;
  };
  return {
    /** Position of the last event. */
    last: (): Position => last,
    rename,
    /** How often it was renamed: the number in its name. */
    names: () => names,
    /** The project's row in the list of its owner. */
    row: async (db: Db = pool) => {
      const query = { actor: OWNER, scope: 'own', page: 1, pageSize: 20 } as const;
      const { rows, count } = await listProjects(db, query);
      const [menu] = rows;
      if (!menu || rows.length !== 1 || count !== 1)
        throw new Error(`The list has ${rows.length} of ${count}.`);
      return menu;
    },
  };
};

export type Menu = Awaited<ReturnType<typeof createMenu>>;

/** Reads the list all the time until it is told to stop; throws at once when a row is older than one before. */
export const pollMenu = (menu: Menu) => {
  let polls = 0;
  let newest = -1;
  let stopped = false;
  const run = async (): Promise<void> => {
    while (!stopped) {
      const { revision } = await menu.row();
      if (revision < newest) throw new Error(`Revision ${revision} after ${newest}, at poll ${polls}.`);
      newest = revision;
      polls += 1;
    }
  };
  const running = run();
  // Whoever stops it is told; until then nobody needs to know.
  running.catch(() => undefined);
  return {
    polls: () => polls,
    newest: () => newest,
    stop: async (): Promise<void> => {
      stopped = true;
      await running;
    },
  };
};

/** Renames all the time until it is told to stop; throws at once when it does not see what it wrote. */
export const keepRenaming = (menu: Menu, progress: Progress) => {
  let stopped = false;
  let seen = 0;
  const run = async (): Promise<void> => {
    while (!stopped) {
      const position = await menu.rename();
      const { settled } = await progress.waitFor(['projects'], position, 2_000);
      if (settled && (await menu.row()).name !== `Menu ${menu.names()}`)
        throw new Error(`Menu ${menu.names()} was written, waited for and not seen.`);
      if (settled) seen += 1;
    }
  };
  const running = run();
  running.catch(() => undefined);
  return {
    /** How often it waited for its own write and saw it. */
    seen: () => seen,
    stop: async (): Promise<void> => {
      stopped = true;
      await running;
    },
  };
};
