/**
 * The part of a long test's cases that this run takes: with LONG_SLICE=`k/n` every n-th case from the k-th
 * on, without it every case. CI runs a rotating twelfth, so that twelve runs together cover everything.
 */
export const slice = <T>(items: readonly T[], setting = process.env['LONG_SLICE']): readonly T[] => {
  if (setting === undefined || setting === '') return items;
  const [part = NaN, parts = NaN] = /^\d+\/[1-9]\d*$/.test(setting) ? setting.split('/').map(Number) : [];
  if (!(part < parts)) throw new Error(`LONG_SLICE must be k/n with k below n, not ${setting}`);
  return items.filter((_, index) => index % parts === part);
};
