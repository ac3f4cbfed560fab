// The Users service of a server with TLS. Administrators make, change and delete users; everyone may see themselves
// and change their own password, given the current one. A change is durable when it is answered.

import {
  status as Code,
  type handleServerStreamingCall,
  type handleUnaryCall,
  type Server,
} from '@grpc/grpc-js';
import type { Caller } from '../access/caller.js';
import type { Directory } from '../access/directory.js';
import type { StoredUser } from '../access/stored-user.js';
import { UserError } from '../access/user-error.js';
import {
  readChangePassword,
  readLogin,
  readResetPassword,
  readUser,
  userDetailsAnswer,
} from '../wire/user-messages.js';
import { statusOfThrown } from './attempt.js';
import { serve, type RpcContext } from './context.js';
import { accessDenied, callerOf } from './identity.js';
import { callError, invalidArgument, isCallError, notReady, unexpected, type CallError } from './status.js';
import { unaryWork, type Work } from './unary-work.js';

const userStatus = ({ problem, login, message }: UserError): CallError => {
  switch (problem) {
    case 'not-found':
      return callError(Code.NOT_FOUND, `User '${login}' is not found.`, {
        exception: 'user-not-found',
        'login-name': login,
      });
    case 'conflict':
      return callError(Code.FAILED_PRECONDITION, `User '${login}' exists or was changed meanwhile.`, {
        exception: 'user-conflict',
        'login-name': login,
      });
    case 'wrong-password':
      return accessDenied();
    case 'malformed':
      return invalidArgument(message);
    case 'not-stored':
      return unexpected();
  }
};

const statusFor =
  ({ report }: RpcContext) =>
  (error: unknown): CallError => {
    if (error instanceof UserError) {
      if (error.problem === 'not-stored') report('users', error);
      return userStatus(error);
    }
    return isCallError(error) ? error : statusOfThrown(error, { where: 'users', report });
  };

const requireAdmin = (caller: Caller): void => {
  if (!caller.isAdmin) throw accessDenied();
};

const requireSelf = (caller: Caller, login: string): void => {
  if (caller.isAdmin) return;
  if (!caller.isKnown || caller.login !== login) throw accessDenied();
};

/** A change only administrators may ask for. */
const change =
  (apply: (request: Buffer) => Promise<void>): Work =>
  async (bytes, caller) => {
    requireAdmin(caller);
    await apply(bytes);
    return undefined;
  };

const changePassword =
  (users: Directory): Work =>
  async (bytes, caller) => {
    const { login, current, wanted } = readChangePassword(bytes);
    requireSelf(caller, login);
    await users.changePassword(login, { current, wanted });
    return undefined;
  };

const worksOf = (users: Directory): Readonly<Record<string, Work>> => ({
  Create: change((bytes) => users.create(readUser(bytes))),
  // The password in the request is not looked at, as far as the server's source shows: that is what ResetPassword is for.
  Update: change((bytes) => users.update(readUser(bytes))),
  Delete: change((bytes) => users.delete(readLogin(bytes))),
  Enable: change((bytes) => users.setDisabled(readLogin(bytes), false)),
  Disable: change((bytes) => users.setDisabled(readLogin(bytes), true)),
  ChangePassword: changePassword(users),
  ResetPassword: change((bytes) => {
    const { login, password } = readResetPassword(bytes);
    return users.resetPassword(login, password);
  }),
});

/** One user, or all without a name. */
const wanted = (users: Directory, login: string): readonly StoredUser[] => {
  if (login === '') return users.list();
  const found = users.find(login);
  if (found === undefined) throw new UserError('not-found', login);
  return [found];
};

const detailsHandler =
  (context: RpcContext, users: Directory): handleServerStreamingCall<Buffer, Buffer> =>
  (call) => {
    const caller = callerOf(context, call.metadata);
    try {
      if (caller instanceof Error) throw caller;
      if (context.isClosing()) throw notReady();
      const asked = readLogin(call.request);
      requireSelf(caller, asked);
      for (const { login, said, updatedMs } of wanted(users, asked))
        call.write(userDetailsAnswer({ ...said, login, updatedMs }));
      call.end();
    } catch (error) {
      call.emit('error', statusFor(context)(error));
    }
  };

const SERVICE = '/event_store.client.users.Users';

/** Puts the service on the server. */
export const serveUsers = (server: Server, context: RpcContext, users: Directory): void => {
  for (const [method, work] of Object.entries(worksOf(users))) {
    const handle: handleUnaryCall<Buffer, Buffer> = unaryWork(context, work, statusFor(context));
    serve(server, { path: `${SERVICE}/${method}`, kind: 'unary', handle });
  }
  serve(server, { path: `${SERVICE}/Details`, kind: 'serverStream', handle: detailsHandler(context, users) });
};
