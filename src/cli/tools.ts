import type { History } from '#audit/history.js';
import type { CommandDeps } from '#commands/command-deps.js';
import type { KeyDeps } from '#commands/sessions/change-keys.js';
import type { ParkingDesk } from '#followers/parking-desk.js';
import type { Environment } from '#platform/config.js';
import type { Migration } from '#platform/postgres/migrate.js';
import type { Doctor } from '#followers/doctor/doctor.js';
import type { ProjectionDesk } from '#followers/rebuild/desk.js';
import type { EffectsDesk } from '#workers/effects/desk.js';
import type { DeployFacts } from './deploy/facts.js';
import type { EventStoreTools } from './event-store-tools.js';
import type { Instance } from './instance.js';
import type { Output } from './output.js';
import type { Replayer } from './replayer.js';

export type Role = 'up' | 'api' | 'follow' | 'worker';

/** What commands work with. Everything is opened when it is first asked for, and closed by main-cli. */
export interface Tools {
  readonly output: Output;
  /**
   * The environment of this process, without empty variables. `AIDESIGN_FROM`: the folder the command was called in
   * (the script goes to the checkout).
   */
  readonly environment: Environment;
  /** The servers to talk to: by environment, else those of the running instance. Throws `NotRunningError`. */
  instance(): Promise<Instance>;
  /** The log for commands. Throws `NotRunningError`. */
  log(): Promise<CommandDeps['log']>;
  /** What the vault holds: needed to find people by name. Throws `NotRunningError`, `UsageError`. */
  secrets(): Promise<CommandDeps['secrets']>;
  /** The keys that sign tokens. Throws `NotRunningError`, `UsageError`. */
  signingKeys(): Promise<KeyDeps>;
  /** The log for people who look. Connections are made while it is read. */
  history(): Promise<History>;
  /** The effects of the database, and what operators may do with them. Throws `NotRunningError`. */
  effects(): Promise<EffectsDesk>;
  /** The settings of this environment, and what their servers say of themselves. Throws `ConfigError`. */
  deployFacts(): Promise<DeployFacts>;
  /** Looks after the stores. Throws `NotRunningError`. */
  doctor(): Promise<Doctor>;
  /** What followers could not handle, and what operators may do about it. Throws `NotRunningError`. */
  parking(): Promise<ParkingDesk>;
  /** The versions of read models, and what operators may do with them. Throws `NotRunningError`. */
  projections(): Promise<ProjectionDesk>;
  /** Read models as they were. Throws `NotRunningError`. */
  replayer(): Promise<Replayer>;
  /** Tools for the folder of the embedded event store. */
  eventStore(): Promise<EventStoreTools>;
  /** All steps of the database schema. */
  migrations(): Promise<readonly Migration[]>;
  /** Runs a process role in this process; resolves when it has started. */
  start(role: Role, environment: Environment): Promise<void>;
  /** Aborted by Ctrl-C and SIGTERM. Asking for it takes over both signals. */
  interrupted(): AbortSignal;
}
