import { memoryUsage, pid, platform } from 'node:process';
import type { Engine } from './engine.js';
import { REDIS_VERSION } from './version.js';

type Facts = Readonly<Record<string, string | number>>;

const human = (bytes: number): string => `${(bytes / 1024 / 1024).toFixed(2)}M`;

const memory = (): Facts => {
  const { rss, heapUsed } = memoryUsage();
  return {
    used_memory: heapUsed,
    used_memory_human: human(heapUsed),
    used_memory_rss: rss,
    used_memory_rss_human: human(rss),
    maxmemory: 0,
    maxmemory_policy: 'noeviction',
  };
};

const server = ({ startedAt, port }: Engine): Facts => ({
  redis_version: REDIS_VERSION,
  redis_mode: 'standalone',
  redis_build_id: 'built-in',
  os: platform,
  process_id: pid,
  tcp_port: port(),
  uptime_in_seconds: Math.floor((Date.now() - startedAt) / 1000),
});

const sectionsOf = (engine: Engine): Readonly<Record<string, () => Facts>> => ({
  Server: () => server(engine),
  Clients: () => ({ connected_clients: engine.clients.size, blocked_clients: engine.blocking.count() }),
  Memory: memory,
  Persistence: () => ({
    loading: 0,
    aof_enabled: 1,
    aof_last_write_status: engine.log.failure() === undefined ? 'ok' : 'err',
  }),
  Stats: () => ({
    total_connections_received: engine.counters.connections,
    total_commands_processed: engine.counters.commands,
    pubsub_channels: engine.pubsub.channels.size,
    pubsub_patterns: engine.pubsub.patterns.size,
  }),
  Replication: () => ({ role: 'master', connected_slaves: 0 }),
  Keyspace: (): Facts =>
    engine.db.size() === 0
      ? {}
      : { db0: `keys=${engine.db.size()},expires=${engine.db.expiring.size},avg_ttl=0` },
});

const EVERYTHING = ['all', 'default', 'everything'];

/** What INFO tells; without names, all sections. */
export const infoText = (engine: Engine, names: readonly string[]): string => {
  const wanted = names.map((name) => name.toLowerCase());
  const all = wanted.length === 0 || wanted.some((name) => EVERYTHING.includes(name));
  return Object.entries(sectionsOf(engine))
    .filter(([title]) => all || wanted.includes(title.toLowerCase()))
    .map(([title, facts]) => [
      `# ${title}`,
      ...Object.entries(facts()).map(([name, value]) => `${name}:${value}`),
      '',
    ])
    .map((lines) => lines.join('\r\n'))
    .join('\r\n');
};
