// Read models that a new release makes otherwise are built anew and deployed. Promises: what its queries
// cannot read at all comes first, the others when the caller says so, beside the rows of before. Broken off,
// the next one goes on with it. Fails as rebuild and deploy do; what is done stays.
import type { ProjectionDesk } from './desk.js';

export interface Renewing {
  readonly desk: Pick<ProjectionDesk, 'outdated' | 'rebuild' | 'deploy'>;
  readonly say: (line: string) => void;
  readonly signal: AbortSignal;
}

/** Builds and deploys these read models, one after another. */
const renew = async ({ desk, say, signal }: Renewing, names: readonly string[]): Promise<void> => {
  for (const name of names) {
    say(`Building the read model ${name} anew for this release …`);
    const { events } = await desk.rebuild(name, { signal, onProgress: () => undefined });
    await desk.deploy(name);
    say(`The read model ${name} is that of this release now (${events} events).`);
  }
};

/** Renews what cannot be read; answers how to renew the rest. */
export const renewOutdated = async (renewing: Renewing): Promise<() => Promise<void>> => {
  const outdated = await renewing.desk.outdated();
  const names = (readable: boolean): string[] =>
    outdated.filter((one) => one.readable === readable).map(({ name }) => name);
  await renew(renewing, names(false));
  return () => renew(renewing, names(true));
};
