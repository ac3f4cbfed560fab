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

const NAMED: Readonly<Partial<Record<ArtKind, string>>> = {
  landscape: 'mountain mountains hiking hike alps alpine berge hills valley ski',
  sea: 'sea ocean beach sunset surf island meer strand sailing cruise swim',
  skyline: 'city skyline urban real-estate realtor apartment apartments immobilien stadt',
  forest: 'forest wald tree trees woods camping christmas',
  night: 'night space star stars galaxy planet planetarium astronomy moon rocket',
  plate: 'restaurant pizza ramen soup catering dinner dish',
  device: 'app phone mobile saas software',
  equaliser: 'music jazz podcast radio concert dj techno band orchestra',
  petals: 'flower flowers florist garden wedding spring blumen hochzeit',
};

/** The picture that a word names outright. */
export const pictured = (words: readonly string[]): ArtKind | undefined =>
  ART_KINDS.find((kind) => NAMED[kind]?.split(' ').some((word) => words.includes(word)));
