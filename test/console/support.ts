import type { AddressInfo } from 'node:net';
import Koa from 'koa';
import { registerAccount } from '#commands/accounts/register-account.js';
import { changeRole } from '#commands/accounts/change-roles.js';
import type { CommandDeps } from '#commands/command-deps.js';
import { createConsole, type ConsoleOptions } from '#console/console.js';
import type { ConsoleState } from '#console/console-state.js';
import type { Room } from '#console/room.js';
import type { GrantedRole } from '#domain/account/roles.js';
import type { Clock } from '#platform/clock.js';
import { createLogger } from '#platform/logger.js';
import { NO_SIGN_IN_THROTTLE } from '#platform/rates/sign-in-throttle.js';
import { caller } from '#test/support/callers.js';
import { PASSWORD, uniqueName } from '#test/support/people.js';

export interface ConsoleUnderTest {
  readonly origin: string;
  /** Lines logged so far. */
  readonly logged: readonly string[];
  stop(): Promise<void>;
}

interface Setup {
  readonly deps: CommandDeps;
  readonly rooms: readonly Room[];
  readonly clock?: Clock;
  readonly publicOrigin?: string;
  readonly signIns?: ConsoleOptions['signIns'];
  readonly countPage?: ConsoleOptions['countPage'];
}

/** The console alone, on a free port. */
export const startConsole = async ({ deps, rooms, ...more }: Setup): Promise<ConsoleUnderTest> => {
  const logged: string[] = [];
  const destination = { write: (line: string) => void logged.push(line) };
  const logger = createLogger({ level: 'info', role: 'api', destination });
  const { clock = { now: () => new Date() }, publicOrigin } = more;
  const signIns = more.signIns ?? NO_SIGN_IN_THROTTLE;
  const countPage = more.countPage ?? (() => Promise.resolve());
  const console = createConsole({ commands: deps, clock, logger, rooms, publicOrigin, signIns, countPage });
  const app = new Koa<ConsoleState>();
  app.on('error', (error: Error) => logged.push(error.message));
  app.use((ctx, next) => {
    Object.assign(ctx.state, { requestId: 'request-1', traceId: null, clientAddress: '127.0.0.1' });
    return next();
  });
  app.use(console.middleware);
  const server = app.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    logged,
    stop: async () => {
      console.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};

export interface Staff {
  readonly id: number;
  readonly username: string;
}

export const setRole = async (deps: CommandDeps, accountId: number, role: GrantedRole, grant = true) => {
  await changeRole(deps, caller({ at: new Date().toISOString() }), { accountId, role, grant });
};

/** Somebody with an account and these roles; the password is PASSWORD. */
export const newStaff = async (
  deps: CommandDeps,
  roles: readonly GrantedRole[],
  username = uniqueName(),
): Promise<Staff> => {
  const details = {
    email: `${username}@example.org`,
    username,
    password: PASSWORD,
    firstName: '',
    lastName: '',
  };
  const asked = caller({ at: new Date().toISOString() });
  const { outcome } = await registerAccount(deps, asked, details);
  const { id } = outcome.state;
  for (const role of roles) await setRole(deps, id, role);
  return { id, username };
};
