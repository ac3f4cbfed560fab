// The spec reporter, closed by one plain line: `N passed, N failed`. With SUMMARY_FILE set, the same numbers are appended
// there as one JSON line, so that several runs can be added up.
'use strict';
const { appendFileSync } = require('node:fs');
const { reporters, Runner } = require('mocha');

const lineOf = ({ passed, failed, skipped }) =>
  `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;

class SummaryReporter extends reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    // Registered after the spec reporter's own listener, so this line is the last one.
    runner.once(Runner.constants.EVENT_RUN_END, () => {
      const { passes, failures, pending, duration } = this.stats;
      const summary = { passed: passes, failed: failures, skipped: pending, ms: duration ?? 0 };
      console.log(lineOf(summary));
      const file = process.env.SUMMARY_FILE;
      if (file) appendFileSync(file, `${JSON.stringify(summary)}\n`);
    });
  }
}

module.exports = SummaryReporter;
