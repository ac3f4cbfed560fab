import { PROJECTIONS } from '#projections/index.js';
import { builtAnew } from './built-anew.js';

describe('rows of every read model that are built anew after histories at random', () => {
  builtAnew(
    PROJECTIONS.map(({ name }) => name),
    30,
  );
});
