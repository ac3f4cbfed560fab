const SETTINGS: Readonly<Record<string, string>> = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '100',
  shared_buffers: '64MB',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_min_messages: 'warning',
  // Statements and details quote the data, which has no place in a log.
  log_error_verbosity: 'terse',
  log_min_error_statement: 'panic',
  logging_collector: 'off',
  jit: 'off',
};

// Only for data that may be lost with the machine: a crash of the machine can leave the cluster unusable.
const NOT_DURABLE: Readonly<Record<string, string>> = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
};

/**
 * The server's settings as arguments; sessions may still SET what Postgres lets them (synchronous_commit).
 */
export const settingArgs = (port: number, durable: boolean): readonly string[] =>
  Object.entries({ ...SETTINGS, port: String(port), ...(durable ? {} : NOT_DURABLE) }).flatMap(
    ([name, value]) => ['-c', `${name}=${value}`],
  );
