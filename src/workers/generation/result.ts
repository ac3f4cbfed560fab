import type { Canvas, Component } from '#domain/design/components/component.js';
import { normalize } from '#domain/design/components/normalize.js';
import { componentsToFabric } from '#domain/design/fabric/components-to-fabric.js';
import type { JsonObject, JsonValue } from '#domain/kit/json.js';
import type { Answer } from './answers/answer-schemas.js';
import { showPictures } from './source.js';

/** What a design needs besides the model's answer. */
export interface Surroundings {
  /** Undefined: a refinement keeps the size the design has, whatever that is. */
  readonly canvas: Canvas | undefined;
  /** Pictures of the design that was refined. */
  readonly pictures: readonly string[];
}

const jsonOf = ({ position, size, style, ...rest }: Component): JsonObject => {
  const { subtype, content, ...facts } = rest;
  const look: [string, JsonValue][] = Object.entries(style).flatMap(([key, value]) =>
    value === undefined ? [] : [[key, typeof value === 'object' ? { ...value } : value]],
  );
  return {
    ...facts,
    ...(subtype === undefined ? {} : { subtype }),
    ...(content === undefined ? {} : { content }),
    position: { ...position },
    size: { ...size },
    style: Object.fromEntries(look),
  };
};

/** A design both ways: as components, and as what the editor saves. */
const designed = (answer: Answer<'layout'>, { canvas, pictures }: Surroundings): JsonObject => {
  const components = showPictures(normalize(answer.components, canvas), pictures);
  const { palette, fonts, background } = answer;
  return {
    components: components.map(jsonOf),
    design_data: componentsToFabric(components, background),
    palette,
    fonts,
    background,
    alternatives: [],
    preview_url: null,
  };
};

/** The result document of a layout or refinement. */
export const designResult = designed;

/** That of a logo: the design and its variations. */
export const logoResult = (answer: Answer<'logo'>, around: Surroundings): JsonObject => ({
  ...designed(answer, around),
  variations: answer.variations.map(({ components }) => ({
    components: normalize(components, around.canvas).map(jsonOf),
  })),
});
