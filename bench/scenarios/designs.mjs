import { peopleWithProject } from './people.mjs';

/** Saving designs of 20 objects, without a picture and with one of 3 MB. */
export const designs = async ({ stack, load, saves, say }) => {
  const users = await peopleWithProject(stack.url, 1, 'designer');
  const figures = await load.run({ kind: 'design', url: stack.url, users, saves });
  const { small, fresh, kept } = figures;
  const texts = [small, fresh, kept].map(({ p50 }) => p50.toFixed(1));
  say(`save p50: ${texts[0]} ms, with a new picture ${texts[1]} ms, with the same picture ${texts[2]} ms`);
  return figures;
};
