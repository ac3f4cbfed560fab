import type { JsonObject } from '#domain/kit/json.js';
import type { Component } from '../components/component.js';
import { boxOf } from './box.js';
import { captioned } from './groups.js';
import { fabricObject } from './object.js';
import { pictureSize } from './picture-size.js';

/** The address of a picture. Models write none (normalize.ts): it is one the person's own design had. */
const isPicture = (text: string): boolean => /^(?:data:image\/[\w.+-]+;base64,|https?:\/\/)\S+$/i.test(text);

const picture = (component: Component, src: string): JsonObject => {
  const box = boxOf(component);
  const { width, height } = pictureSize(src) ?? box;
  return {
    ...fabricObject('Image', box, component.style),
    width,
    height,
    scaleX: box.width / width,
    scaleY: box.height / height,
    cropX: 0,
    cropY: 0,
    src,
    crossOrigin: null,
    filters: [],
  };
};

/** The picture, or a box in its place that says what belongs there. */
export const image = (component: Component): JsonObject => {
  const { content } = component;
  if (content !== undefined && isPicture(content)) return picture(component, content);
  const letters = { share: 0.1, most: 24 };
  return captioned(component, {
    place: 'middle',
    align: 'center',
    usual: '#E5E7EB',
    letters,
    ground: 'rect',
  });
};
