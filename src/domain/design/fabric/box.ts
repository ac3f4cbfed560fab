import type { Component } from '../components/component.js';

/** An upright rectangle: where it lies and how large it is, its border included. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export const boxOf = ({ position, size }: Component): Box => ({
  left: position.x,
  top: position.y,
  width: size.width,
  height: size.height,
});

/** The same box as members of its group see it: their coordinates start in its middle. */
export const aroundMiddle = ({ width, height }: Box): Box => ({
  left: -width / 2,
  top: -height / 2,
  width,
  height,
});

/**
 * Where the top left corner comes to lie when the box is turned around its middle by `degrees` clockwise:
 * Fabric turns an object around the corner it is placed by.
 */
export const turnedCorner = ({ left, top, width, height }: Box, degrees: number) => {
  if (degrees === 0) return { left, top };
  const radians = (degrees * Math.PI) / 180;
  const [sin, cos] = [Math.sin(radians), Math.cos(radians)];
  const [x, y] = [-width / 2, -height / 2];
  return { left: left - x + x * cos - y * sin, top: top - y + x * sin + y * cos };
};
