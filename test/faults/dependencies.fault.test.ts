import { dependenciesFail } from './dependencies.js';

describe('a system of which a store fails', function () {
  this.timeout(240_000);
  dependenciesFail(false);
});
