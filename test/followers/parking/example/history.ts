import { at } from '#test/support/examples.js';
import type { World } from '../world.js';
import type { ThingEvent } from './things.js';

export const made = (thingId: number): ThingEvent => ({ type: 'ThingMade', data: { thingId, at: at(0) } });

export const note = (thingId: number, text = 'fine', amount = 1): ThingEvent => ({
  type: 'ThingNoted',
  data: { thingId, text, amount, at: at(1) },
});

/** Too long for an entry of an index, and not to be compressed. */
const LONG = Array.from({ length: 40_000 }, (_, index) =>
  String.fromCharCode(0x4e00 + ((index * 7_919) % 20_000)),
).join('');

/** Notes that Postgres refuses, by what it says about them. */
export const POISON: Readonly<Record<string, (thingId: number) => ThingEvent>> = {
  '22P05': (id) => note(id, 'before\0after'),
  '22003': (id) => note(id, 'much', Number.MAX_SAFE_INTEGER),
  '54000': (id) => note(id, LONG),
};

const groups = (ids: readonly number[]): readonly (readonly number[])[] =>
  Array.from({ length: Math.ceil(ids.length / 8) }, (_, index) => ids.slice(index * 8, index * 8 + 8));

/**
 * Things that each have `notes` notes, written in two turns, so that their events lie between each other;
 * `poisonAt` answers the note in the place of a harmless one.
 */
export const appendThings = async (
  world: World,
  { ids, notes }: { readonly ids: readonly number[]; readonly notes: number },
  poisonAt: (id: number, revision: number) => ThingEvent | undefined = () => undefined,
) => {
  const events = (id: number, from: number, to: number) =>
    Array.from({ length: to - from + 1 }, (_, index) => from + index).map(
      (revision) => poisonAt(id, revision) ?? note(id, `note ${revision}`, id),
    );
  const half = notes >> 1;
  for (const some of groups(ids))
    await Promise.all(some.map((id) => world.append(id, [made(id), ...events(id, 1, half)])));
  for (const some of groups(ids))
    await Promise.all(some.map((id) => world.append(id, events(id, half + 1, notes))));
};
