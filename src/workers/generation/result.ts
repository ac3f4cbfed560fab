import type { Canvas, Component } from '#domain/design/components/component.js';
import { normalize } from '#domain/design/components/normalize.js';
import { componentsToFabric } from '#domain/design/fabric/components-to-fabric.js';
import { FABRIC_VERSION } from '#domain/design/fabric/object.js';
import type { JsonObject } from '#domain/kit/json.js';
import type { DesignAnswer, LogoAnswer, RefinementAnswer } from './answers/answer-schemas.js';
import { showInFabric, showPictures } from './source.js';

/** What a design needs besides the model's answer. */
export interface Surroundings {
  /** Undefined: a refinement keeps the size the design has, whatever that is. */
  readonly canvas: Canvas | undefined;
  /** Pictures of the design that was refined. */
  readonly pictures: readonly string[];
}

/** Components as JSON: what they do not say is not there. */
const jsonOf = (components: readonly Component[]): readonly JsonObject[] =>
  JSON.parse(JSON.stringify(components)) as JsonObject[];

/** The result document of a layout or refinement: the design both as components and as what the editor saves. */
export const designResult = (answer: DesignAnswer, { canvas, pictures }: Surroundings): JsonObject => {
  const components = showPictures(normalize(answer.components, canvas), pictures);
  const { palette, fonts, background } = answer;
  return {
    components: jsonOf(components),
    design_data: componentsToFabric(components, background),
    palette,
    fonts,
    background,
    alternatives: [],
    preview_url: null,
  };
};

/**
 * That of a refinement. A design that came as Fabric objects goes back as Fabric objects, if the model gave
 * them: then also what no component can say stays as it was.
 */
export const refinementResult = (
  answer: RefinementAnswer,
  around: Surroundings,
  original: JsonObject,
): JsonObject => {
  const result = designResult(answer, around);
  const given = Array.isArray(original['objects']) ? answer.objects : undefined;
  const objects = given && showInFabric(given, around.pictures);
  if (!objects) return result;
  const design = { version: FABRIC_VERSION, ...original, objects, background: answer.background };
  return { ...result, design_data: design };
};

/** That of a logo: the design and its variations. */
export const logoResult = (answer: LogoAnswer, around: Surroundings): JsonObject => ({
  ...designResult(answer, around),
  variations: answer.variations.map(({ components }) => ({
    components: jsonOf(normalize(components, around.canvas)),
  })),
});
