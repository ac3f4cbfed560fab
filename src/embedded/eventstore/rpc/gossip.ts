// Gossip of a single node: itself, alive, the leader, at the address clients reached it by.

import { randomUUID } from 'node:crypto';
import type { handleUnaryCall } from '@grpc/grpc-js';
import { stringUuid } from '../wire/uuid.js';
import { bytesField, int64Field, message, numberField } from '../wire/writer.js';

const LEADER = 8;

/** The address the client used; without a port in it, the one the server listens on. */
const reachedAt = (authority: string, port: number): { host: string; port: number } => {
  const [, host = authority, digits] = /^(.*):(\d+)$/.exec(authority) ?? [];
  return { host: host.replace(/^\[|\]$/g, ''), port: digits === undefined ? port : Number(digits) };
};

/** Answers with this node alone. */
export const gossipHandler = (ownPort: () => number): handleUnaryCall<Buffer, Buffer> => {
  const instance = bytesField(1, stringUuid(randomUUID()));
  return (call, callback) => {
    const { host, port } = reachedAt(call.getHost(), ownPort());
    const member = message(
      instance,
      int64Field(2, BigInt(Date.now()) * 10_000n),
      numberField(3, LEADER),
      numberField(4, 1),
      bytesField(5, message(bytesField(1, host), numberField(2, port))),
    );
    callback(null, bytesField(1, member));
  };
};
