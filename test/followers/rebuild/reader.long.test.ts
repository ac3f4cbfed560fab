import { readWhileRebuilding } from './reader-scenario.js';

describe('somebody who reads one list ten thousand times while it is rebuilt and swapped', () => {
  it('meets no error and never an older state than before', () => readWhileRebuilding(10_000));
});
