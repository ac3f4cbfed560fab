import type { Component } from './component.js';
import type { Kit } from './kit.js';
import { columns } from './rect.js';

const used = (parts: readonly Component[]): ReadonlySet<string> =>
  new Set(
    parts.flatMap(({ style }) => [style.fill, style.color, style.backgroundColor, style.stroke]).map(String),
  );

/** A thin band of the given colours at the lower edge, if one of them is nowhere yet. */
export const withGivenColours = (kit: Kit): void => {
  const present = used(kit.sheet.components());
  const { given } = kit.palette;
  if (given.every((colour) => present.has(colour))) return;
  const height = Math.max(2, Math.round(kit.margin * 0.16));
  const band = { ...kit.page, y: kit.page.h - height, h: height };
  for (const [index, part] of columns(band, given.length, 0).entries()) {
    const fill = given[index];
    if (fill !== undefined) kit.sheet.add({ type: 'shape', subtype: 'rectangle', style: { fill } }, part);
  }
};
