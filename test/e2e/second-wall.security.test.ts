import { expect } from 'chai';
import { failureOf } from '#test/support/failure.js';
import { newSystem, type System } from '#test/support/system.js';

describe('S2 in production, with a database role that owns the tables', function () {
  this.timeout(60_000);
  let system: System;
  before(async () => {
    system = await newSystem();
  });
  after(() => system.stop());

  for (const role of ['api', 'worker'] as const) {
    it(`the ${role} does not start: its settings cannot be used`, async () => {
      const DATABASE_URL = system.environment['DATABASE_OWNER_URL'];
      const started = system[role]({ NODE_ENV: 'production', DATABASE_URL });
      expect((await failureOf(started)).message).to.include('(code 2');
    });
  }
});
