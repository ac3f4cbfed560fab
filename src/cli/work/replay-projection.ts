import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { access, rename, rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { finished } from 'node:stream/promises';
import { askedFor, recordAccess } from '#commands/audit/record-access.js';
import { nearest } from '#platform/similar.js';
import { UsageError } from '../framework/errors.js';
import { countText, progressBar } from '../format/progress-bar.js';
import type { Replayed, Replayer } from '../replayer.js';
import type { Tools } from '../tools.js';
import { operator } from './operator.js';

export interface ReplayProjection {
  readonly projection: string;
  readonly until: string | undefined;
  readonly out: string;
  readonly personal: boolean;
  readonly json: boolean;
}

/** An event takes up to a megabyte. */
const SUBJECTS_EACH = 10_000;

const requireKnown = ({ projections }: Replayer, name: string): void => {
  if (projections.includes(name)) return;
  const meant = nearest(name, projections);
  const hint = meant === undefined ? `Read models: ${projections.join(', ')}.` : `Did you mean ${meant}?`;
  throw new UsageError(`There is no read model "${name}".`, hint);
};

/** Files are named from where the command was called. */
const fileOf = ({ environment }: Tools, name: string): string =>
  resolve(environment['AIDESIGN_FROM'] ?? '.', name);

const requireNew = async (file: string): Promise<void> => {
  const exists = await access(file).then(
    () => true,
    () => false,
  );
  if (exists) throw new UsageError(`${file} exists already.`, 'Choose another name, or remove it.');
};

/** The log says who sees whose values, before there is a file. */
const recordLook = async (
  tools: Tools,
  { projection, until }: ReplayProjection,
  seen: { readonly subjects: readonly number[]; readonly events: number },
): Promise<void> => {
  const log = await tools.log();
  const caller = operator();
  const asked = askedFor({ view: 'projection', projection, to: until ?? null, exported: true });
  for (let part = 0; part === 0 || part * SUBJECTS_EACH < seen.subjects.length; part += 1) {
    const subjects = seen.subjects.slice(part * SUBJECTS_EACH, (part + 1) * SUBJECTS_EACH);
    await recordAccess({ log }, caller, { asked, subjects, events: part === 0 ? seen.events : 0, part });
  }
};

/** A file that only has its name once it is whole. */
const openFile = (file: string) => {
  const partial = `${file}.partial`;
  const stream = createWriteStream(partial);
  const ended = finished(stream);
  ended.catch(() => undefined);
  return {
    write: async (line: string): Promise<void> => {
      if (!stream.write(line)) await Promise.race([once(stream, 'drain'), ended]);
    },
    keep: async (): Promise<void> => {
      stream.end();
      await ended;
      await rename(partial, file);
    },
    drop: async (): Promise<void> => {
      stream.destroy();
      await rm(partial, { force: true });
    },
  };
};

const replayInto = async (tools: Tools, wanted: ReplayProjection, replayer: Replayer): Promise<Replayed> => {
  const { projection, until, personal } = wanted;
  const bar = progressBar(tools.output);
  const file = openFile(wanted.out);
  try {
    const replayed = await replayer.replay({
      projection,
      until,
      personal,
      signal: tools.interrupted(),
      onProgress: ({ share, ...step }) =>
        bar.update({ ...step, total: undefined, ...(share === undefined ? {} : { share }) }),
      onSubjects: (subjects, events) =>
        personal ? recordLook(tools, wanted, { subjects, events }) : Promise.resolve(),
      onRow: (table, row) => file.write(`${JSON.stringify({ table, row })}\n`),
    });
    await file.keep();
    return replayed;
  } catch (error) {
    await file.drop();
    throw error;
  } finally {
    bar.clear();
  }
};

/** Exports the rows the read model had. A file that is there is never written over. */
export const runReplayProjection = async (tools: Tools, wanted: ReplayProjection): Promise<void> => {
  const { projection, until, out, json } = wanted;
  const replayer = await tools.replayer();
  requireKnown(replayer, projection);
  const file = fileOf(tools, out);
  await requireNew(file);
  const { version, events, rows } = await replayInto(tools, { ...wanted, out: file }, replayer);
  if (json) {
    tools.output.print(
      JSON.stringify({ projection, version, until: until ?? null, events, rows, file: out }),
    );
    return;
  }
  const counts = Object.entries(rows).map(([table, count]) => `${table} ${countText(count)}`);
  const when = until === undefined ? '' : ` until ${until}`;
  tools.output.print(`${out}: ${counts.join(', ')} (rows), from ${countText(events)} events${when}.`);
};
