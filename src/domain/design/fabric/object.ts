import type { JsonObject } from '#domain/kit/json.js';
import type { Component, ComponentShadow } from '../components/component.js';
import { turnedPoint, type Box } from './box.js';

/** Version of Fabric.js whose JSON this is: the editor loads every 7.x. */
export const FABRIC_VERSION = '7.4.0';

const shadowOf = (shadow: ComponentShadow | undefined): JsonObject | null =>
  shadow === undefined
    ? null
    : {
        color: shadow.color,
        blur: shadow.blur,
        offsetX: shadow.x,
        offsetY: shadow.y,
        affectStroke: false,
        nonScaling: false,
        type: 'shadow',
      };

/** What a component says about the whole of its object; members of a group have none of it. */
export type Appearance = Pick<Component['style'], 'opacity' | 'rotation' | 'shadow'>;

/**
 * Every key Fabric writes for every object, with its defaults. Origins are always named: version 7 changed
 * what an object without them means.
 */
export const fabricObject = (type: string, box: Box, look: Appearance = {}): JsonObject => {
  const angle = look.rotation ?? 0;
  return {
    type,
    version: FABRIC_VERSION,
    originX: 'left',
    originY: 'top',
    ...turnedPoint(box, { right: 0, down: 0 }, angle),
    width: box.width,
    height: box.height,
    fill: null,
    stroke: null,
    strokeWidth: 0,
    strokeDashArray: null,
    strokeLineCap: 'butt',
    strokeDashOffset: 0,
    strokeLineJoin: 'miter',
    strokeUniform: false,
    strokeMiterLimit: 4,
    scaleX: 1,
    scaleY: 1,
    angle,
    flipX: false,
    flipY: false,
    opacity: look.opacity ?? 1,
    shadow: shadowOf(look.shadow),
    visible: true,
    backgroundColor: '',
    fillRule: 'nonzero',
    paintFirst: 'fill',
    globalCompositeOperation: 'source-over',
    skewX: 0,
    skewY: 0,
  };
};
