/** The front end mixes these; they are one tree (decisions.md §1). The first is the one we document. */
const PREFIXES = ['/api/v1', '/api', '/v1'] as const;

/**
 * Every path under which a route is served, without the final slash (both forms are accepted, nothing
 * redirects).
 */
export const spellings = (route: {
  readonly paths: readonly string[];
  readonly absolute?: boolean;
}): string[] =>
  route.absolute === true
    ? [...route.paths]
    : route.paths.flatMap((path) => PREFIXES.map((prefix) => `${prefix}${path}`));

const FILE = /\.\w+$/;

/** The spelling shown in the documentation: with a final slash, but for files. */
export const documentedPath = (route: {
  readonly paths: readonly string[];
  readonly absolute?: boolean;
}): string => {
  const [path = ''] = spellings(route);
  return FILE.test(path) ? path : `${path}/`;
};

const SPELLED = new RegExp(`^(?:${PREFIXES.join('|')})(?=/|$)`, 'i');

/** The paths of a route, aliases included, in the spelling we document. */
export const inFirstSpelling = ({ paths }: { readonly paths: readonly string[] }): string[] =>
  paths.map((path) => `${PREFIXES[0]}${path}`);

/** The path in the spelling we document, so that a router has to know no other. */
export const respelled = (path: string): string => path.replace(SPELLED, PREFIXES[0]);
