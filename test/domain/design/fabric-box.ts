// The outer box of a Fabric 7 object as the editor's canvas would draw it: border and scale included, turned
// back around its middle.
import type { JsonObject } from '#domain/kit/json.js';

const number = (object: JsonObject, key: string): number => Number(object[key]);
const shift = (origin: unknown): number => {
  if (origin === 'center') return 0;
  return origin === 'right' ? -0.5 : 0.5;
};

/** Left, top, width and height of the object before it is turned. */
export const outerBox = (object: JsonObject) => {
  const border = number(object, 'strokeWidth');
  const width = (number(object, 'width') + border) * number(object, 'scaleX');
  const height = (number(object, 'height') + border) * number(object, 'scaleY');
  const radians = (number(object, 'angle') * Math.PI) / 180;
  const [x, y] = [shift(object['originX']) * width, shift(object['originY']) * height];
  const middleX = number(object, 'left') + x * Math.cos(radians) - y * Math.sin(radians);
  const middleY = number(object, 'top') + x * Math.sin(radians) + y * Math.cos(radians);
  return { left: middleX - width / 2, top: middleY - height / 2, width, height };
};
