// The given design with the instruction applied. Promises: what the instruction does not concern stays as it
// is, unknown fields included; a Fabric canvas comes back as one, with the components beside it. Does not:
// understand more than the wishes in instruction.ts; of everything else it makes the texts legible. Without a
// design it composes a new one.
import type { Brief } from '../brief.js';
import type { Hex } from '../colour/colour.js';
import { composeLayout } from '../layouts/compose.js';
import type { Component, Design } from '../page/component.js';
import { add } from './add.js';
import { recolour, shiftLightness, withLegibleText, type Scene } from './colours.js';
import { changesIn, type Change } from './instruction.js';
import type { Canvas, Piece, Raw } from './piece.js';
import { readComponents } from './read-components.js';
import { readFabric } from './read-fabric.js';
import { recorner, reface, remove, resize, respace, reword } from './shape.js';
import { hexOf, numberOf, rawOf, stringOf } from './values.js';
import { toComponent, toFabric } from './write.js';

export type Refined = Design & Raw;

const applied = (scene: Scene, change: Change): Scene => {
  switch (change.kind) {
    case 'lightness':
      return shiftLightness(scene, change.darker);
    case 'colour':
      return recolour(scene, change);
    case 'size':
      return resize(scene, change);
    case 'space':
      return respace(scene, change.factor);
    case 'add':
      return add(scene, change);
    case 'remove':
      return remove(scene, change.target);
    case 'font':
      return reface(scene, change.family);
    case 'corners':
      return recorner(scene, change.round);
    case 'words':
      return reword(scene, change);
    case 'contrast':
      return withLegibleText(scene);
  }
};

const canvasOf = (brief: Brief, pieces: readonly Piece[]): Canvas => {
  const ground = pieces.find(({ type }) => type === 'background');
  if (ground !== undefined) return { width: ground.w, height: ground.h };
  const right = Math.max(...pieces.map(({ x, w }) => x + w));
  const bottom = Math.max(...pieces.map(({ y, h }) => y + h));
  return { width: Math.max(brief.canvas.width, right), height: Math.max(brief.canvas.height, bottom) };
};

const coloursOf = (components: readonly Component[]): readonly Hex[] => {
  const colours = components.flatMap(({ style }) => [style.backgroundColor, style.fill, style.color]);
  return [...new Set(colours.map(hexOf).filter((colour) => colour !== undefined))].slice(0, 6);
};

const fontsOf = (components: readonly Component[]): readonly string[] => [
  ...new Set(
    components.map(({ style }) => stringOf(style.fontFamily)).filter((family) => family !== undefined),
  ),
];

const sceneOf = (brief: Brief, design: Raw, pieces: readonly Piece[]): Scene => {
  const ground = pieces.find(({ type }) => type === 'background')?.style.fill;
  const said = hexOf(design['background']) ?? hexOf(rawOf(design['metadata'])['background']);
  return { pieces, canvas: canvasOf(brief, pieces), background: ground ?? said ?? '#FFFFFF' };
};

/** Changed pieces are other objects; the piece it was is found by the raw object both have. */
const beforeOf = (piece: Piece, pieces: readonly Piece[]): Piece | undefined =>
  pieces.find(({ raw }) => raw !== undefined && raw === piece.raw);

/** The changed design in the shape in which it came. */
export const refine = (brief: Brief, seed: string): Refined => {
  const design = brief.current ?? {};
  const fabric = Array.isArray(design['objects']);
  const before = fabric ? readFabric(design) : readComponents(design);
  if (before.length === 0) return composeLayout(brief, seed);
  const scene = changesIn(brief.prompt).reduce(applied, sceneOf(brief, design, before));
  const components = scene.pieces.map(toComponent);
  const answer = {
    components,
    palette: coloursOf(components),
    fonts: fontsOf(components),
    background: scene.background,
  };
  if (!fabric) return { ...design, ...answer };
  const objects = scene.pieces.map((piece) => toFabric(piece, beforeOf(piece, before)));
  const version = stringOf(design['version']) ?? String(numberOf(design['version'], 7));
  return { ...design, version, objects, ...answer };
};
