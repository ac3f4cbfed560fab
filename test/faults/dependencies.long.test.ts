import { slice } from '#test/support/long-slice.js';
import { dependenciesFail } from './dependencies.js';

for (const name of slice(['a system of which a store fails, on a machine of its own'])) {
  describe(name, () => {
    dependenciesFail(true);
  });
}
