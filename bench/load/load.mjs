// The load, in a process of its own: it must not take turns with what it measures. The parent sends jobs
// {kind, ...}, one at a time; each is answered with its figures, or with {error}.
import { appendLoad } from './append-load.mjs';
import { commandLoad } from './command-load.mjs';
import { designLoad } from './design-load.mjs';
import { bullLoad, effectLatencyLoad, effectsLoad } from './effects-load.mjs';
import { listLoad } from './list-load.mjs';
import { projectLoad } from './project-load.mjs';
import { emmettLoad, rawLmdbLoad } from './rival-load.mjs';
import {
  storeAppendLoad,
  storeFillLoad,
  storeLiveLoad,
  storePersistentLoad,
  storeReadLoad,
} from './store-load.mjs';

const loads = {
  append: appendLoad,
  bull: bullLoad,
  command: commandLoad,
  design: designLoad,
  effects: effectsLoad,
  'effect-latency': effectLatencyLoad,
  emmett: emmettLoad,
  list: listLoad,
  project: projectLoad,
  'raw-lmdb': rawLmdbLoad,
  'store-append': storeAppendLoad,
  'store-fill': storeFillLoad,
  'store-live': storeLiveLoad,
  'store-persistent': storePersistentLoad,
  'store-read': storeReadLoad,
};

process.on('message', (job) => {
  loads[job.kind](job).then(
    (figures) => process.send(figures),
    (error) => process.send({ error: error.stack ?? String(error) }),
  );
});
process.on('disconnect', () => process.exit());
