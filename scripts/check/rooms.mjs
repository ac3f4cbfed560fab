// The import table of docs/architecture.md as data: which room a file is in, and into which rooms it may
// look. The first room whose pattern fits a path is its room; `may` names rooms, `npm` says which packages it
// may use.

const nothing = [];
const anything = 'anything';
const own = (path) => new RegExp(`^src/${path}/`);

export const rooms = [
  { name: 'main', at: /^src\/main-[^/]+\.ts$/, may: anything, npm: anything },
  { name: 'test', at: /^test\//, may: anything, npm: anything },
  {
    name: 'migrations',
    at: /^migrations\//,
    may: ['tables', 'projections', 'projections/kit', 'platform'],
    npm: anything,
  },
  { name: 'domain/design', at: own('domain/design'), may: ['domain'], npm: ['zod', 'node:buffer'] },
  { name: 'domain', at: own('domain'), may: ['domain/design'], npm: ['zod'] },
  { name: 'projections/kit', at: own('projections/kit'), may: ['domain'], npm: nothing },
  {
    name: 'tables',
    at: /^src\/projections\/.+\/tables\.ts$/,
    may: ['projections/kit'],
    npm: nothing,
    apart: true,
  },
  {
    name: 'projection',
    at: /^src\/projections\/.+\/projection\.ts$/,
    // Its tables are data as pure as itself.
    may: ['tables', 'domain', 'domain/design', 'projections/kit'],
    npm: nothing,
    apart: true,
  },
  {
    name: 'queries',
    at: /^src\/projections\/.+\/queries\.ts$/,
    // A row never copies another aggregate's names: queries join each other's views.
    may: ['queries', 'platform', 'domain', 'domain/design', 'projections/kit'],
    npm: anything,
    ownFolder: true,
  },
  {
    name: 'projections',
    at: own('projections'),
    may: ['tables', 'projection', 'queries', 'projections/kit', 'domain', 'domain/design', 'platform'],
    npm: anything,
  },
  { name: 'workers/kit', at: own('workers/kit'), may: ['domain', 'projections/kit'], npm: nothing },
  {
    name: 'reactor',
    at: /^src\/workers\/.+\/reactor\.ts$/,
    may: ['domain', 'domain/design', 'projections/kit', 'workers/kit'],
    npm: nothing,
    apart: true,
  },
  {
    name: 'workers/desk',
    at: /^src\/workers\/effects\/desk\.ts$/,
    may: ['workers', 'commands', 'platform'],
    npm: anything,
  },
  {
    name: 'workers',
    at: own('workers'),
    may: [
      'reactor',
      'workers/kit',
      'commands',
      'queries',
      'integrations',
      'platform',
      'domain',
      'domain/design',
      'projections/kit',
    ],
    npm: anything,
  },
  {
    name: 'followers/parking-desk',
    at: /^src\/followers\/(parking-desk|parked-counts)\.ts$/,
    may: ['followers', 'commands', 'eventlog', 'domain', 'platform'],
    npm: anything,
  },
  {
    name: 'followers/progress',
    at: /^src\/followers\/progress[^/]*\.ts$/,
    may: ['followers', 'eventlog', 'domain', 'platform', 'projections/kit'],
    npm: anything,
  },
  {
    name: 'followers/desk',
    at: /^src\/followers\/(?:doctor\/.+|known\/watch\.ts|rebuild\/desk\.ts)$/,
    may: ['followers', 'followers/parking-desk', 'eventlog', 'platform', 'projections/kit'],
    npm: anything,
  },
  {
    name: 'followers',
    at: own('followers'),
    may: [
      'followers/progress',
      'followers/desk',
      'eventlog',
      'domain',
      'domain/design',
      'platform',
      'projections/kit',
      'workers/kit',
    ],
    npm: anything,
  },
  {
    name: 'commands',
    at: own('commands'),
    may: ['domain', 'domain/design', 'eventlog', 'integrations', 'platform'],
    npm: anything,
  },
  {
    name: 'audit',
    at: own('audit'),
    may: ['eventlog', 'domain', 'domain/design', 'platform', 'queries'],
    npm: anything,
  },
  { name: 'eventlog', at: own('eventlog'), may: ['domain', 'domain/design', 'platform'], npm: anything },
  { name: 'integrations', at: own('integrations'), may: ['platform'], npm: anything },
  { name: 'platform', at: own('platform'), may: nothing, npm: anything },
  { name: 'embedded', at: own('embedded'), may: nothing, npm: anything },
  ...['api', 'cli', 'console'].map((name) => ({
    name,
    at: own(name),
    may: [
      'commands',
      'queries',
      'followers/progress',
      'followers/parking-desk',
      'followers/desk',
      'workers/desk',
      'audit',
      'platform',
      'domain',
      'domain/design',
    ],
    npm: anything,
  })),
];

/** The client is a package of its own: it looks into no room and uses no package, and no room looks into it. */
const client = { name: 'client', at: /^client\/src\//, may: nothing, npm: nothing };

/** The room of a project file; undefined when it is in none. */
export const roomOf = (path) => [...rooms, client].find((room) => room.at.test(path));
