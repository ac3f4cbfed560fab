// The history of projects as the product writes it: ten events each, sealed and encoded by its own code.
import { CATALOG } from '../../dist/src/domain/catalog.js';
import { createCodec } from '../../dist/src/eventlog/codec.js';
import { sealDecision } from '../../dist/src/eventlog/seal-decision.js';
import { sha256 } from '../../dist/src/platform/hash.js';
import { randomId } from '../../dist/src/platform/ids.js';

export const EVENTS_PER_PROJECT = 10;
/** A project is made, and changed twice, by commands of so many events. */
export const APPENDS = [
  [0, 1],
  [1, 5],
  [5, 10],
];

export const codec = createCodec(CATALOG);

const FIRST = 4_503_599_627_370_497;
const PROJECTS_PER_OWNER = 10;
const BEGAN = Date.parse('2026-01-05T08:00:00.000Z');

const idOf = (n) => FIRST + n;
const ownerOf = (n) => idOf(900_000_000 + Math.floor(n / PROJECTS_PER_OWNER));
export const streamOf = (n) => `project-${idOf(n)}`;

const designOf = (n, save) => ({
  address: sha256(`address ${n} ${save}`),
  sha256: sha256(`content ${n} ${save}`),
  keyId: 0,
  storedBytes: 8_000 + ((n * 37 + save) % 4_000),
  jsonBytes: 12_000 + ((n * 53 + save) % 4_000),
  objects: 20,
  pictures: n % 3,
  hasMetadata: false,
});

const detailsOf = (n) => ({
  name: `Menu of the day ${n}, Rosie’s Café`,
  description: `Two pages, folded once; the soup changes daily, prices in euro. Table cards follow. (${n})`,
  projectType: ['graphic', 'ui_ux', 'logo'][n % 3],
  canvasWidth: 1920,
  canvasHeight: 1080,
  canvasBackground: '#F8FAFC',
  aiPrompt: `A warm menu for a small café, hand-drawn borders, 本日のおすすめ on the left, number ${n}`,
  colorPalette: ['#FF5A5F', '#1F2937', '#F8FAFC', '#00A699', '#FC642D'],
  suggestedFonts: ['Noto Sans', 'Playfair Display'],
  isPublic: n % 8 === 0,
});

/** Deciding is not what is measured: these are what its deciders answer to ten commands. */
const decided = (n) => {
  const about = { projectId: idOf(n), ownerId: ownerOf(n) };
  const by = about.ownerId;
  const at = (step) => new Date(BEGAN + n * 60_000 + step * 1_000).toISOString();
  const version = (number, step) => ({ number, design: designOf(n, number), by, at: at(step) });
  const saved = (save, step) => ({
    type: 'DesignSaved',
    data: {
      ...{ ...about, at: at(step), by },
      ...{ design: designOf(n, save), kept: save > 1 ? version(save - 1, step) : null, dropped: [] },
    },
  });
  const changed = (changes, step) => ({
    type: 'ProjectDetailsChanged',
    data: { ...about, at: at(step), by, ...changes },
  });
  const restored = { number: 1, design: designOf(n, 1), kept: version(4, 8), dropped: [] };
  return [
    {
      type: 'ProjectCreated',
      data: { ...about, at: at(0), ...detailsOf(n), design: null, copiedFrom: null },
    },
    saved(1, 1),
    changed({ name: `Menu of the week ${n}`, description: 'Three pages now, with a cover.' }, 2),
    saved(2, 3),
    {
      type: 'CollaboratorAdded',
      data: { ...about, at: at(4), by, collaboratorId: ownerOf(n + PROJECTS_PER_OWNER) },
    },
    { type: 'VersionCreated', data: { ...about, at: at(5), version: version(2, 5) } },
    saved(3, 6),
    changed({ canvasWidth: 2480, canvasHeight: 3508, colorPalette: ['#111827', '#F59E0B'] }, 7),
    { type: 'VersionRestored', data: { ...about, at: at(8), by, ...restored } },
    changed({ isPublic: n % 8 !== 0 }, 9),
  ];
};

const contextOf = (n) => ({
  commandId: randomId(),
  requestHash: sha256(`request ${n}`),
  correlationId: randomId(),
  causationId: randomId(),
  actor: { kind: 'account', id: String(ownerOf(n)) },
  account: ownerOf(n),
  requestId: randomId(),
  traceId: null,
  mayBeRetry: false,
});

/** Stored forms of these events of a stream, to follow its event `after`. */
export const sealed = (n, events, after) =>
  sealDecision({ stream: streamOf(n), after, events, codec, context: contextOf(n) }).stored;

/** Stored forms of the events of the `turn`-th append to project `n`. */
export const appendOf = (n, turn) => {
  const [from, to] = APPENDS[turn];
  return sealed(n, decided(n).slice(from, to), from - 1);
};

/** One more change of a project: a new name. */
export const renamed = (n, name) => {
  const at = new Date().toISOString();
  const data = { projectId: idOf(n), ownerId: ownerOf(n), at, by: ownerOf(n), name };
  return { type: 'ProjectDetailsChanged', data };
};

/** Projects that are worked on at the same time. */
const TOGETHER = 1_000;

/**
 * All appends of projects `first` to `first + count`, so many under way at a time, at least: a project's next
 * append comes when its neighbours have had theirs, as the work of many people is mixed in a log.
 */
export const appendAll = async ({ first, count, inFlight }, append) => {
  for (let from = first; from < first + count; from += TOGETHER) {
    const to = Math.min(first + count, from + TOGETHER);
    for (const turn of APPENDS.keys()) {
      let next = from;
      const one = async () => {
        while (next < to) await append(next++, turn);
      };
      await Promise.all(Array.from({ length: inFlight }, one));
    }
  }
};
