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

/** A point of a box: shares of its width and height, 0 to 1. */
export interface Point {
  readonly right: number;
  readonly down: number;
}

/**
 * Where a point of the box comes to lie when the box is turned around its middle by `degrees` clockwise:
 * Fabric turns an object around the point it is held at.
 */
export const turnedPoint = ({ left, top, width, height }: Box, { right, down }: Point, degrees: number) => {
  const radians = (degrees * Math.PI) / 180;
  const [sin, cos] = [Math.sin(radians), Math.cos(radians)];
  const [x, y] = [(right - 0.5) * width, (down - 0.5) * height];
  return { left: left + width / 2 + x * cos - y * sin, top: top + height / 2 + x * sin + y * cos };
};
