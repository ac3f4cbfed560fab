import type { JsonObject, JsonValue } from '../kit/json.js';

/** A key of an object or an index of an array. */
export type Step = string | number;

/** What shall stand at a place; the place must be there already. */
export interface Replacement {
  readonly path: readonly Step[];
  readonly value: JsonValue;
}

interface Node {
  readonly children: Map<Step, Node>;
  value?: JsonValue;
}

const addTo = (root: Node, { path, value }: Replacement): void => {
  const target = path.reduce((node, step) => {
    const child = node.children.get(step) ?? { children: new Map<Step, Node>() };
    node.children.set(step, child);
    return child;
  }, root);
  target.value = value;
};

const rebuildArray = (items: readonly JsonValue[], node: Node): JsonValue | undefined => {
  const copy = [...items];
  for (const [step, child] of node.children) {
    const next = typeof step === 'number' ? rebuild(items[step], child) : undefined;
    if (next === undefined) return undefined;
    copy[Number(step)] = next;
  }
  return copy;
};

const rebuildObject = (object: JsonObject, node: Node): JsonValue | undefined => {
  // A map and fromEntries: a key `__proto__` must stay an ordinary key.
  const copy = new Map(Object.entries(object));
  for (const [step, child] of node.children) {
    const next = typeof step === 'string' ? rebuild(copy.get(step), child) : undefined;
    if (next === undefined) return undefined;
    copy.set(String(step), next);
  }
  return Object.fromEntries(copy);
};

const rebuild = (value: JsonValue | undefined, node: Node): JsonValue | undefined => {
  if (value === undefined) return undefined;
  if (node.children.size === 0) return node.value;
  if (typeof value !== 'object' || value === null) return undefined;
  return Array.isArray(value) ? rebuildArray(value, node) : rebuildObject(value as JsonObject, node);
};

/**
 * A copy of the object with the values put at their places; what lies on no path is shared with the original,
 * not copied. Undefined when a place does not exist.
 */
export const replaceAt = (
  object: JsonObject,
  replacements: readonly Replacement[],
): JsonObject | undefined => {
  const root: Node = { children: new Map() };
  for (const replacement of replacements) addTo(root, replacement);
  return root.children.size === 0 ? object : (rebuild(object, root) as JsonObject | undefined);
};
