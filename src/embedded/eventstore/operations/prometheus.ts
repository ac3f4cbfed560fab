// The overview in the text format of Prometheus. Names are stable: dashboards rest on them.

import { STEPS_MS } from './histogram.js';
import type { Overview } from './overview.js';

type Labels = Readonly<Record<string, string | number>>;

const escapeLabel = (value: string | number): string =>
  String(value).replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');

const sample = (name: string, value: number, labels: Labels = {}): string => {
  const pairs = Object.entries(labels).map(([key, label]) => `${key}="${escapeLabel(label)}"`);
  return `${name}${pairs.length === 0 ? '' : `{${pairs.join(',')}}`} ${String(value)}`;
};

const PREFIX = 'embedded_eventstore_';

interface Family {
  readonly name: string;
  readonly kind: 'counter' | 'gauge';
  readonly help: string;
  readonly samples: readonly (readonly [number, Labels?])[];
}

const familyText = ({ name, kind, help, samples }: Family): string[] => [
  `# HELP ${PREFIX}${name} ${help}`,
  `# TYPE ${PREFIX}${name} ${kind}`,
  ...samples.map(([value, labels]) => sample(PREFIX + name, value, labels)),
];

const counter = (name: string, help: string, value: number): Family => ({
  ...{ name, help, kind: 'counter' },
  samples: [[value]],
});

const gauge = (name: string, help: string, value: number): Family => ({
  ...{ name, help, kind: 'gauge' },
  samples: [[value]],
});

const storeFamilies = ({ counters, ...all }: Overview): Family[] => [
  counter('appends_total', 'Appends that were written.', counters.appends),
  counter('appended_events_total', 'Events in those appends.', counters.appendedEvents),
  counter('appended_bytes_total', 'Bytes of those events.', counters.appendedBytes),
  {
    ...{ name: 'refused_appends_total', kind: 'counter', help: 'Appends that were refused, by reason.' },
    samples: [...counters.refused].map(([reason, count]) => [count, { reason }] as const),
  },
  counter('commits_total', 'Transactions that are durable.', counters.commits),
  counter('committed_events_total', 'Events in those transactions.', counters.committedEvents),
  counter('committed_bytes_total', 'Bytes in those transactions.', counters.committedBytes),
  counter('reads_total', 'Reads and subscriptions that were begun.', counters.reads),
  counter('sent_events_total', 'Events sent to readers and subscribers.', counters.sentEvents),
  gauge('subscriptions', 'Catch-up subscriptions open now.', counters.subscriptions),
  gauge('open_calls', 'Streaming calls open now.', all.openCalls),
  gauge('last_position', 'Position of the last event.', all.lastPosition),
  gauge('events', 'Events in the log.', all.events),
  gauge('streams', 'Streams that were ever written.', all.streams),
  gauge('data_file_bytes', 'Size of the data file.', all.size),
  gauge('resident_memory_bytes', 'Memory of the process.', all.memory),
  gauge('start_time_seconds', 'When the server was started.', all.startedAt / 1000),
];

const groupFamilies = ({ groups }: Overview): Family[] => {
  const each = (
    name: string,
    help: string,
    value: (group: Overview['groups'][number]) => number,
  ): Family => ({
    ...{ name: `persistent_subscription_${name}`, kind: 'gauge', help },
    samples: groups.map((one) => [value(one), { source: one.source, group: one.group }] as const),
  });
  return [
    each('consumers', 'Consumers connected.', ({ consumers }) => consumers),
    each('in_flight', 'Messages sent and not answered.', ({ inFlight }) => inFlight),
    each('parked', 'Messages parked.', ({ parked }) => parked),
    each('lag', 'How far the group is behind its source.', ({ lag }) => lag),
  ];
};

const projectionFamilies = ({ projections, lastPosition }: Overview): Family[] => [
  {
    ...{ name: 'projection_running', kind: 'gauge', help: 'Whether a system projection runs.' },
    samples: projections.map(({ name, isRunning }) => [isRunning ? 1 : 0, { projection: name }] as const),
  },
  {
    ...{ name: 'projection_lag', kind: 'gauge', help: 'How far a running projection is behind the log.' },
    samples: projections
      .filter(({ isRunning }) => isRunning)
      .map(({ name, position }) => [lastPosition - position, { projection: name }] as const),
  },
];

const syncText = ({ counters: { syncs } }: Overview): string[] => {
  const name = `${PREFIX}commit_seconds`;
  let below = 0;
  const buckets = [...STEPS_MS, Infinity].map((bound, step) => {
    below += syncs.counts[step] ?? 0;
    return sample(`${name}_bucket`, below, { le: bound === Infinity ? '+Inf' : bound / 1000 });
  });
  return [
    `# HELP ${name} From the beginning of a transaction to the end of its sync.`,
    `# TYPE ${name} histogram`,
    ...buckets,
    sample(`${name}_sum`, syncs.sumMs / 1000),
    sample(`${name}_count`, syncs.count),
  ];
};

const batchText = ({ counters }: Overview): string[] =>
  familyText(
    gauge(
      'events_per_commit',
      'Events in a transaction, on average since the start.',
      counters.commits === 0 ? 0 : counters.committedEvents / counters.commits,
    ),
  );

/** The text of /metrics. */
export const prometheusText = (all: Overview): string => {
  const families = [...storeFamilies(all), ...groupFamilies(all), ...projectionFamilies(all)];
  return [...families.flatMap(familyText), ...batchText(all), ...syncText(all), ''].join('\n');
};
