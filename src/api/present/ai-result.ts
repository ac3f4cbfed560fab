// Results as the routes that wait for them answer (api-contract §6.2).
import type { JsonObject } from '#domain/kit/json.js';

/** What a result is answered as. */
export type Shown = (result: JsonObject, task: { readonly id: number }) => JsonObject;

/** A layout, a logo or refined components. */
export const showDesign: Shown = (result, { id }) => ({
  task_id: String(id),
  components: result['components'] ?? [],
  design_data: result['design_data'] ?? {},
  palette: result['palette'] ?? [],
  fonts: result['fonts'] ?? [],
  background: result['background'] ?? '#FFFFFF',
  alternatives: result['alternatives'] ?? [],
  preview_url: result['preview_url'] ?? null,
  ...(result['variations'] === undefined ? {} : { variations: result['variations'] }),
});

export const showPalette: Shown = (result, { id }) => ({
  task_id: String(id),
  colors: result['colors'] ?? [],
});

export const showFonts: Shown = (result, { id }) => ({
  task_id: String(id),
  fonts: result['fonts'] ?? [],
  pairings: result['pairings'] ?? [],
});

export const showImage: Shown = (result, { id }) => ({
  task_id: String(id),
  image_url: result['image_url'] ?? '',
});

/** A refined design in the structure of the one that was sent: the editor's own (Fabric), or components. */
export const showRefined = (sent: JsonObject): Shown =>
  Array.isArray(sent['objects']) ? (result) => (result['design_data'] ?? {}) as JsonObject : showDesign;
