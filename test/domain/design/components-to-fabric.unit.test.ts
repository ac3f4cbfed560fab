import { expect } from 'chai';
import fc from 'fast-check';
import type { Component } from '#domain/design/components/component.js';
import { countObjects } from '#domain/design/count-objects.js';
import { componentsToFabric } from '#domain/design/fabric/components-to-fabric.js';
import { joinDesign, splitDesign } from '#domain/design/split.js';
import type { JsonObject } from '#domain/kit/json.js';
import { component, components } from '#test/support/arbitrary-components.js';
import { outerBox } from './fabric-box.js';

const objectsOf = (design: JsonObject): readonly JsonObject[] =>
  (design['objects'] ?? []) as readonly JsonObject[];
const allObjects = (design: JsonObject): readonly JsonObject[] =>
  objectsOf(design).flatMap((object) => [object, ...allObjects(object)]);
const fabric = (list: readonly Component[]): JsonObject => componentsToFabric(list, '#FFFFFF');

/** Pixels: Fabric writes numbers, scales of large circles too, with four digits. */
const NEAR = 0.2;

/** What Fabric 7.4 writes for every object, in the order of the product's business facts §11. */
const EVERY = (
  'type version originX originY left top width height fill stroke strokeWidth strokeDashArray strokeLineCap ' +
  'strokeDashOffset strokeLineJoin strokeUniform strokeMiterLimit scaleX scaleY angle flipX flipY opacity shadow ' +
  'visible backgroundColor fillRule paintFirst globalCompositeOperation skewX skewY'
).split(' ');
const EXTRA: Record<string, string> = {
  Rect: 'rx ry',
  Circle: 'radius startAngle endAngle counterClockwise',
  Triangle: '',
  Path: 'path',
  Group: 'objects subTargetCheck interactive layoutManager',
  Textbox:
    'text fontSize fontFamily fontWeight fontStyle lineHeight textAlign charSpacing styles underline overline ' +
    'linethrough textBackgroundColor direction minWidth splitByGrapheme',
  IText:
    'text fontSize fontFamily fontWeight fontStyle lineHeight textAlign charSpacing styles underline overline ' +
    'linethrough textBackgroundColor direction',
  Image: 'src crossOrigin filters cropX cropY',
};

const holds = (check: (list: readonly Component[]) => void): void =>
  fc.assert(fc.property(components, check));

describe('components as a Fabric design', () => {
  it('is JSON: what is stored is what was made', () => {
    holds((list) => {
      const design = fabric(list);
      expect(JSON.stringify(JSON.parse(JSON.stringify(design)))).to.equal(JSON.stringify(design));
      expect(JSON.stringify(design)).to.not.include('null,null');
      expect(JSON.parse(JSON.stringify(design))).to.deep.equal(design);
    });
  });

  it('has one object for each component, in the same order', () => {
    holds((list) => {
      const texts = (object: JsonObject): unknown[] =>
        allObjects({ objects: [object] }).map((one) => one['text']);
      const objects = objectsOf(fabric(list));
      expect(objects).to.have.length(list.length);
      list.forEach(({ type, content }, index) => {
        if (type === 'button' && content) expect(texts(objects[index] ?? {})).to.include(content);
      });
    });
  });

  it('puts each object where its component is: same middle, same size', () => {
    fc.assert(
      fc.property(component, (one) => {
        const [object = {}] = objectsOf(fabric([one]));
        const { left, top, width, height } = outerBox(object);
        expect(left).to.be.closeTo(one.position.x, NEAR);
        expect(top).to.be.closeTo(one.position.y, NEAR);
        expect(width).to.be.closeTo(one.size.width, NEAR);
        expect(height).to.be.closeTo(one.size.height, NEAR);
      }),
      { numRuns: 500 },
    );
  });

  it('keeps the members of a group inside it', () => {
    holds((list) => {
      for (const group of allObjects(fabric(list)).filter(({ type }) => type === 'Group')) {
        const [ground = {}] = objectsOf(group);
        const box = outerBox(ground);
        expect(box.width).to.be.closeTo(Number(group['width']), NEAR);
        expect(box.height).to.be.closeTo(Number(group['height']), NEAR);
        expect(box.left + box.width / 2).to.be.closeTo(0, NEAR);
        expect(box.top + box.height / 2).to.be.closeTo(0, NEAR);
      }
    });
  });

  it('has every key Fabric writes, members of groups included', () => {
    holds((list) => {
      for (const object of allObjects(fabric(list))) {
        const extra = EXTRA[object['type'] as string];
        expect(extra, object['type'] as string).to.be.a('string');
        expect(object).to.include.all.keys(...EVERY, ...(extra ?? '').split(' ').filter(Boolean));
      }
    });
  });

  it('has no number that is none, and no length below zero', () => {
    holds((list) => {
      for (const object of allObjects(fabric(list))) {
        const numbers = Object.values(object).filter((value) => typeof value === 'number');
        expect(numbers.every(Number.isFinite)).to.equal(true);
        for (const key of ['width', 'height', 'strokeWidth', 'scaleX', 'radius', 'rx']) {
          if (key in object) expect(object[key]).to.be.at.least(0);
        }
      }
    });
  });

  it('is a design like any other: it is split, stored, joined and counted', () => {
    holds((list) => {
      const design = fabric(list);
      const { document, pictures } = splitDesign(design);
      expect(joinDesign(JSON.parse(JSON.stringify(document)) as JsonObject, pictures)).to.deep.equal(design);
      expect(countObjects(design)).to.equal(allObjects(design).length);
    });
  });

  it('is the same for the same components, which stay as they are', () => {
    holds((list) => {
      const before = JSON.stringify(list);
      expect(fabric(list)).to.deep.equal(fabric(list));
      expect(JSON.stringify(list)).to.equal(before);
    });
  });
});
