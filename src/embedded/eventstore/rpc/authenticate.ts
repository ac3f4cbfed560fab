// Looks at a call's credentials before its handler sees the call: checking a password takes a while, and handlers ask
// who calls without waiting.

import { ServerInterceptingCall, type ServerInterceptor } from '@grpc/grpc-js';
import type { Access } from '../access/sign-in.js';
import type { RpcContext } from './context.js';

/** `report` hears of checks that failed by themselves; such a caller counts as wrong. */
export const authenticate =
  (access: Access, report: RpcContext['report']): ServerInterceptor =>
  (_method, call) =>
    new ServerInterceptingCall(call, {
      start: (next) => {
        next({
          onReceiveMetadata: (metadata, pass) => {
            const [authorization] = metadata.get('authorization');
            access
              .check(authorization?.toString())
              .catch((error: unknown) => {
                report('authentication', error);
              })
              .finally(() => {
                pass(metadata);
              });
          },
        });
      },
    });
