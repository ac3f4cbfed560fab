import { builtAnew } from './built-anew.js';

describe('rows that are built anew', () => {
  builtAnew(['projects', 'ai_usage'], 2);
});
