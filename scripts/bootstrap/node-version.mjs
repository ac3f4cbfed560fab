// Must be readable by old versions of Node: no syntax younger than 2015.

function numbers(version) {
  return version
    .replace(/^[^0-9]*/, '')
    .split('.')
    .map(Number);
}

/**
 * One line that says what to do when `version` is older than `wanted` (like ">=20.19"); undefined when it is
 * fine.
 */
export function nodeVersionProblem(version, wanted) {
  const has = numbers(version);
  const needs = numbers(wanted);
  for (let i = 0; i < needs.length; i += 1) {
    if ((has[i] || 0) > needs[i]) return undefined;
    if ((has[i] || 0) < needs[i]) {
      return (
        'Node.js ' +
        needs.join('.') +
        ' or newer is needed, this is ' +
        version +
        ': install it from https://nodejs.org (or: nvm install 22) and run the command again.'
      );
    }
  }
  return undefined;
}
