// The spec reporter, closed by one plain line: `N passed, N failed`. With SUMMARY_FILE set, the same numbers and the failed
// tests by name are appended there as one JSON line, so that several runs can be added up. A process that something keeps
// alive after its tests is ended with a word of what it was: a test that failed half-way must not keep a whole run waiting.
'use strict';
const { appendFileSync } = require('node:fs');
const { reporters, Runner } = require('mocha');

const lineOf = ({ passed, failed, skipped }) =>
  `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;

/** Milliseconds that what the tests started may take to end. */
const ENDING = Number(process.env.SUMMARY_ENDING_MS ?? 20_000);

const endAnyway = () => {
  const kept = process.getActiveResourcesInfo().filter((kind) => kind !== 'Timeout' && kind !== 'TTYWrap');
  console.error(
    `The tests are over, but these keep the process alive: ${[...new Set(kept)].join(', ') || 'timers'}`,
  );
  // Mocha sets the code to the number of failures when the process ends: this comes after it.
  process.once('exit', () => (process.exitCode ||= 1));
  process.exit();
};

/** A failed test in one line: its full title, and how its error begins. */
const nameOf = (test, error) =>
  `${test.fullTitle()}: ${String(error.message ?? error)
    .split('\n')[0]
    .slice(0, 120)}`.replaceAll(/\s+/g, ' ');

class SummaryReporter extends reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    const names = [];
    runner.on(Runner.constants.EVENT_TEST_FAIL, (test, error) => names.push(nameOf(test, error)));
    // Registered after the spec reporter's own listener, so this line is the last one.
    runner.once(Runner.constants.EVENT_RUN_END, () => {
      const { passes, failures, pending, duration } = this.stats;
      const summary = { passed: passes, failed: failures, skipped: pending, ms: duration ?? 0, names };
      console.log(lineOf(summary));
      const file = process.env.SUMMARY_FILE;
      if (file) appendFileSync(file, `${JSON.stringify(summary)}\n`);
      setTimeout(endAnyway, ENDING).unref();
    });
  }
}

module.exports = SummaryReporter;
