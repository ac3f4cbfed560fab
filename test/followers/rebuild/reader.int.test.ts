import { readWhileRebuilding } from './reader-scenario.js';

describe('somebody who reads one list all the time while it is written, rebuilt, swapped and rolled back', () => {
  it('meets no error and never an older state than before', () => readWhileRebuilding(200));
});
