import { createOutput } from '#cli/output.js';
import type { Tools } from '#cli/tools.js';

const notHere = (): never => {
  throw new Error('This test has none.');
};

/** Tools that write into `written` and have no server. */
export const fakeTools = (): { readonly tools: Tools; readonly written: { out: string; err: string } } => {
  const written = { out: '', err: '' };
  const output = createOutput(
    { out: { write: (text) => (written.out += text) }, err: { write: (text) => (written.err += text) } },
    {},
  );
  const tools: Tools = {
    output,
    environment: {},
    instance: notHere,
    log: notHere,
    secrets: notHere,
    signingKeys: notHere,
    history: notHere,
    effects: notHere,
    deployFacts: notHere,
    doctor: notHere,
    parking: notHere,
    projections: notHere,
    replayer: notHere,
    eventStore: notHere,
    migrations: notHere,
    start: notHere,
    interrupted: notHere,
  };
  return { tools, written };
};
