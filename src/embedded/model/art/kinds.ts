export const ART_KINDS = [
  'tiles',
  'landscape',
  'sea',
  'rings',
  'bubbles',
  'skyline',
  'arches',
  'dots',
  'forest',
  'pills',
  'night',
  'plate',
  'device',
  'equaliser',
  'petals',
] as const;

/** Pictures that are made of the editor's own shapes. */
export type ArtKind = (typeof ART_KINDS)[number];
