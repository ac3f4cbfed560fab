import { fiveOf } from '../colour/palette.js';
import type { Component, Design } from './component.js';
import type { Kit } from './kit.js';

/** The components with what they were made of. */
export const designOf = ({ fonts, palette }: Kit, components: readonly Component[]): Design => ({
  components,
  palette: fiveOf(palette),
  fonts: [...new Set([fonts.heading, fonts.body])],
  background: components.find(({ type }) => type === 'background')?.style.fill ?? palette.paper,
});
