// docs/events.md from the catalog of the built project and from the comments beside the schemas. To write it:
// `npm run build`, then `node scripts/docs-events.mjs`. A test compares the page with what this makes.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { eventComments } from './docs/event-comments.mjs';
import { fieldsOf } from './docs/event-fields.mjs';

const root = join(import.meta.dirname, '..');
const page = join(root, 'docs', 'events.md');
const built = (...parts) => import(pathToFileURL(join(root, 'dist', 'src', ...parts)).href);

const INTRODUCTION = `# Events

<!-- Made by scripts/docs-events.mjs from src/domain/<aggregate>/events.ts: change those, then run the script. -->

Every event of the product. A stream is named \`<category>-<id>\`. The id is the one given with each category.

- Data are JSON. Every field is there unless it says *optional*. Unknown fields are refused.
- *Instants* are ISO 8601 in UTC with milliseconds. *Ids* are integers from 1 to 2^53 − 1. A *digest* is 64
  hexadecimal digits.
- A *personal* field is stored as \`{"$p":1,"s":<account>,"k":0,"v":<value>}\`. The column *Personal* says in
  which field of the event that account stands. Readers get the value, or \`{"erased":true}\` when it cannot be
  read.
- A design is never inside an event. \`design\` says where it lies; its fields are explained in
  [src/domain/design/reference.ts](../src/domain/design/reference.ts). A version is a number, such a
  reference, who, and when.
- Metadata are the same for all events: see [src/eventlog/metadata.ts](../src/eventlog/metadata.ts). The schema
  version is in the metadata, never in the name of the type.
- One stored example of every event and version is in [test/golden/events](../test/golden/events).
`;

/** What the id of a stream is, by category. */
const STREAM_IDS = {
  access: 'the id of the request (a UUID) in which somebody looked at personal values',
  account: 'the account id',
  activity: 'the UTC day and the account id: `20260208.7`',
  aiquota: 'the id of the account whose AI requests it counts',
  apikey: 'the key id (a UUID), which follows from the text of the key and a secret of the vault',
  delivery: 'the key of the effect that sends the mail: `<kind>.<id of the event that made it necessary>`',
  generation: 'the generation id, which the API calls task id',
  identity: 'the key of the identity: an HMAC of the issuer and of its name for the person',
  keyring: 'the id of the account whose places for API keys it counts',
  keyuse: 'the key id (a UUID) of the key that is used',
  parking: 'name and version of the projection (or reactor) whose parked events it is about: `projects.1`',
  project: 'the project id',
  quota: 'the id of the account whose slots it counts',
  recovery: 'the account id',
  reservation: 'the key of the name: an HMAC of the normalised e-mail address or username',
  session: 'the session id (a UUID), one for each sign-in',
  signin: 'the account id and a day (`7-2026-02-08`): at most 100 events',
  signingkeys: '`tokens`: there is one set of keys',
  tokenrefusal: 'the hour (`2026-02-08T08`): at most 1,000 events',
};

const oneLine = (text) => text.replace(/\s+/g, ' ').trim();
const cell = (text) => oneLine(text).replaceAll('|', '\\|');

const fieldRow = ({ name, type, subject }, comments) => {
  const personal = subject === undefined ? '' : `of \`${subject}\``;
  return `| \`${name}\` | ${cell(type)} | ${personal} | ${cell(comments.fields[name] ?? '')} |`;
};

const eventSection = ({ type, schema, data }, comments) => {
  const about = comments.about === undefined ? [] : [oneLine(comments.about), ''];
  const rows = fieldsOf(data).map((field) => fieldRow(field, comments));
  return [
    `### ${type}`,
    '',
    `Schema version ${schema}. [Example](../test/golden/events/${type}.v${schema}.json).`,
    '',
    ...about,
    '| Field | Type | Personal | |',
    '| --- | --- | --- | --- |',
    ...rows,
    '',
  ].join('\n');
};

const categorySection = (category, events) => {
  const file = `src/domain/${category}/events.ts`;
  const comments = eventComments(readFileSync(join(root, file), 'utf8'));
  const id = STREAM_IDS[category];
  if (id === undefined)
    throw new Error(`scripts/docs-events.mjs does not say what the id of ${category} is.`);
  return [
    `## ${category}`,
    '',
    `Stream \`${category}-<id>\`: ${id}. Declared in [${file}](../${file}).`,
    '',
    ...Object.values(events).map((event) => eventSection(event, comments(event.type))),
  ].join('\n');
};

/** The page as it should be. */
export const eventsPage = async () => {
  const { CATALOG } = await built('domain', 'catalog.js');
  const sections = Object.entries(CATALOG).map(([category, events]) => categorySection(category, events));
  return `${[INTRODUCTION, ...sections].join('\n').trimEnd()}\n`;
};

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) writeFileSync(page, await eventsPage());
