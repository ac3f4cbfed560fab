import type { StoredForm } from '#eventlog/envelope.js';

export interface Tampering {
  /** Where, and what was done. */
  readonly what: string;
  readonly event: StoredForm;
}

type Change = (value: unknown) => unknown;

const another: Change = (value) => {
  if (typeof value === 'string') return `${value}x`;
  if (typeof value === 'number') return value + 1;
  return value === true ? false : true;
};

const isBranch = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

/** Copies of an object, each with one leaf changed, one key removed or one added, at any depth. */
const variants = (object: Record<string, unknown>, path: string): [string, Record<string, unknown>][] => {
  const added: [string, Record<string, unknown>] = [`${path} + added`, { ...object, added: 1 }];
  const inner = Object.entries(object).flatMap(([key, value]): [string, Record<string, unknown>][] => {
    const { [key]: _removed, ...without } = object;
    const changes: [string, unknown][] = isBranch(value)
      ? variants(value, `${path}.${key}`)
      : [[`${path}.${key}`, another(value)]];
    return [
      [`${path} without ${key}`, without],
      ...changes.map(([what, changed]): [string, Record<string, unknown>] => [
        what,
        { ...object, [key]: changed },
      ]),
    ];
  });
  return [added, ...inner];
};

/** Every way to change one thing of a stored event. The seal itself is left as it is. */
export const tamperings = (event: StoredForm): Tampering[] => {
  const { h, ...metadata } = event.metadata;
  const inData = variants({ ...event.data }, 'data').map(([what, data]) => ({
    what,
    event: { ...event, data },
  }));
  const inMetadata = variants(metadata, 'metadata').map(([what, changed]) => ({
    what,
    event: { ...event, metadata: { ...changed, h } },
  }));
  const around = (['id', 'stream', 'revision', 'type'] as const).map((field) => ({
    what: field,
    event: { ...event, [field]: another(event[field]) },
  }));
  return [...around, ...inData, ...inMetadata] as Tampering[];
};
