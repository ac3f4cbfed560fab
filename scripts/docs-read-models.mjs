// docs/read-models.md from the projections of the built project, from the routes that read them, and from the
// comments beside the tables. To write it: `npm run build`, then `node scripts/docs-read-models.mjs`. A test
// compares the page with what this makes.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { tableComments } from './docs/table-comments.mjs';

const root = join(import.meta.dirname, '..');
const page = join(root, 'docs', 'read-models.md');
const built = (...parts) => import(pathToFileURL(join(root, 'dist', 'src', ...parts)).href);

const INTRODUCTION = `# Read models

<!-- Made by scripts/docs-read-models.mjs from src/projections/<read model>/: change those, then run the script. -->

What queries read. Each read model is a *projection*: a pure function from events to rows. Its tables can be
dropped and filled again from the log at any time, and then hold the same rows.

- Read the *views*: \`<table>_s<shape>\`. The tables behind them have the version of the logic in their names and
  are replaced when it changes. A shape stays as it is: other columns are another shape.
- Rows come from events alone. Times are those of the events, never of the clock of a server. A *day* is one of
  the UTC calendar (\`2026-02-08\`), a *month* likewise (\`2026-02\`). Money is in millionths of a US dollar.
- Numbers are counters, never counted rows. Different things are counted by *tables of keys*: a key is there
  once, however often its event came.
- Names, addresses and other personal values of people are in \`accounts\` alone, and other read models join them
  from there. Beside them are texts people wrote themselves: they are null once the person was erased.
- A row of a table that *one stream writes* comes from the events of that stream alone. Rows of the others come
  from many streams, and are the same in whatever order those come.
`;

const oneLine = (text) => text.replace(/\s+/g, ' ').trim();
const cell = (text) => oneLine(text).replaceAll('|', '\\|');
const code = (text) => `\`${text}\``;
const codes = (texts) => (texts.length === 0 ? '–' : texts.map(code).join(', '));

const beginsAs = ({ default: value, nullable }) => {
  if (value !== undefined) return code(JSON.stringify(value));
  return nullable ? 'null' : '';
};

const columnRow = ([name, column], comments) => {
  const type = `${column.type}${column.nullable ? ', or null' : ''}`;
  return `| \`${name}\` | ${type} | ${beginsAs(column)} | ${cell(comments.columns[name] ?? '')} |`;
};

const indexText = ({ columns, where }) =>
  code(columns.join(', ')) + (where === '' ? '' : ` of rows with ${code(where)}`);

const indexesText = ({ search }, indexes) => [
  ...indexes.map(indexText),
  ...(search.length === 0 ? [] : [`the words of ${codes(search)}`]),
];

const tableSection = (table, { shape, indexesOf }, comments) => {
  const writers = table.writers === 'shared' ? 'many streams' : `one stream of \`${table.writers.single}\``;
  const indexes = indexesText(table, indexesOf(table));
  return [
    `### ${table.name}`,
    '',
    ...(comments.about === undefined ? [] : [oneLine(comments.about), '']),
    `View \`${table.name}_s${shape}\`. Key: ${codes(table.key)}. Indexes: ${indexes.join('; ') || '–'}. A row is written by ${writers}.`,
    '',
    '| Column | Type | Begins as | |',
    '| --- | --- | --- | --- |',
    ...Object.entries(table.columns).map((column) => columnRow(column, comments)),
    '',
  ].join('\n');
};

const eventsLine = (handles, types) =>
  handles.length === types.length ? 'every event of the log' : codes(handles);

const projectionSection = ({ name, version, shape, tables, handles }, { types, readers, indexesOf }) => {
  const file = `src/projections/${name.replaceAll('_', '-')}/tables.ts`;
  const comments = tableComments(readFileSync(join(root, file), 'utf8'));
  return [
    `## ${name}`,
    '',
    `Version ${version}, shape ${shape}. Declared in [${file}](../${file}).`,
    '',
    `- Made from: ${eventsLine(handles, types)}.`,
    `- Read by: ${codes(readers(name))}.`,
    '',
    ...tables.map((table) => tableSection(table, { shape, indexesOf }, comments(table.name))),
  ].join('\n');
};

/** Routes are declared without touching what they work with. */
const routes = async () => {
  const { routeTable } = await built('api', 'route-table.js');
  const { documentedPath } = await built('api', 'spellings.js');
  return routeTable({ checks: {} }).map((route) => ({
    reads: route.reads ?? [],
    address: `${route.method} ${documentedPath(route)}`,
  }));
};

/** The page as it should be. */
export const readModelsPage = async () => {
  const { CATALOG } = await built('domain', 'catalog.js');
  const { PROJECTIONS } = await built('projections', 'index.js');
  const { indexesOf } = await built('projections', 'kit', 'table.js');
  const types = Object.values(CATALOG).flatMap((events) => Object.keys(events));
  const all = await routes();
  const readers = (name) => all.filter(({ reads }) => reads.includes(name)).map(({ address }) => address);
  const sections = PROJECTIONS.map((projection) =>
    projectionSection(projection, { types, readers, indexesOf }),
  );
  return `${[INTRODUCTION, ...sections].join('\n').trimEnd()}\n`;
};

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href)
  writeFileSync(page, await readModelsPage());
