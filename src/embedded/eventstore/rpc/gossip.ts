// Gossip of a single node: itself, alive, the leader, at the address clients reached it by.

import { randomUUID } from 'node:crypto';
import type { handleUnaryCall } from '@grpc/grpc-js';
import { stringUuid } from '../wire/uuid.js';
import { bytesField, int64Field, message, numberField } from '../wire/writer.js';

const LEADER = 8;

/** Answers with this node's own address. */
export const gossipHandler = (
  address: () => { host: string; port: number },
): handleUnaryCall<Buffer, Buffer> => {
  const instance = bytesField(1, stringUuid(randomUUID()));
  return (_call, callback) => {
    const { host, port } = address();
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
