// The Users service, called with the code the official client ships for it: the client itself has no methods.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Metadata, credentials, type ServiceError } from '@grpc/grpc-js';
import features from '@eventstore/db-client/generated/serverfeatures_grpc_pb.js';
import shared from '@eventstore/db-client/generated/shared_pb.js';
import grpc from '@eventstore/db-client/generated/users_grpc_pb.js';
import pb from '@eventstore/db-client/generated/users_pb.js';
import type { SecureStore } from './secure-support.js';

/** Name and password of whoever asks; nobody without. */
export type As = readonly [login: string, password: string] | undefined;

export interface NewUser {
  readonly login: string;
  readonly password: string;
  readonly fullName?: string;
  readonly groups?: readonly string[];
}

type Details = ReturnType<InstanceType<typeof pb.DetailsResp>['toObject']>['userDetails'];

/** How a call ended: nothing, or its code, its exception and the login that was named. */
export interface Ended {
  readonly code: number;
  readonly exception: string;
  readonly login: string;
}

const endOf = (error: ServiceError | null): Ended | undefined => {
  if (error === null) return undefined;
  const text = (key: string): string => error.metadata.get(key).join();
  return { code: error.code, exception: text('exception'), login: text('login-name') };
};

const headersOf = (as: As): Metadata => {
  const metadata = new Metadata();
  if (as === undefined) return metadata;
  metadata.set('authorization', `Basic ${Buffer.from(as.join(':')).toString('base64')}`);
  return metadata;
};

/** What a client needs to reach the server. */
const reach = (store: SecureStore) => {
  const ca = readFileSync(join(store.folder, 'server.crt'));
  return [`127.0.0.1:${String(store.server().port)}`, credentials.createSsl(ca)] as const;
};

/** The methods of the Users service the server says it has. */
export const supportedOfUsers = (store: SecureStore): Promise<string[]> => {
  const client = new features.ServerFeaturesClient(...reach(store));
  return new Promise((resolve, reject) => {
    client.getSupportedMethods(new shared.Empty(), (error, answer) => {
      client.close();
      if (error !== null) reject(error);
      else {
        const all = answer.getMethodsList();
        const own = all.filter((one) => one.getServiceName() === 'event_store.client.users.users');
        resolve(own.map((one) => one.getMethodName()));
      }
    });
  });
};

type Done = (error: ServiceError | null) => void;

/** Somebody who asks the service; each call resolves to how it ended. */
export const usersAs = (store: SecureStore, as: As) => {
  const call = (
    ask: (client: InstanceType<typeof grpc.UsersClient>, headers: Metadata, done: Done) => unknown,
  ) => {
    const client = new grpc.UsersClient(...reach(store));
    return new Promise<Ended | undefined>((resolve) => {
      ask(client, headersOf(as), (error) => {
        client.close();
        resolve(endOf(error));
      });
    });
  };
  const filled = <T extends pb.CreateReq.Options | pb.UpdateReq.Options>(options: T, user: NewUser): T => {
    options.setLoginName(user.login);
    options.setPassword(user.password);
    options.setFullName(user.fullName ?? '');
    options.setGroupsList([...(user.groups ?? [])]);
    return options;
  };
  return {
    create: (user: NewUser) => {
      const request = new pb.CreateReq();
      request.setOptions(filled(new pb.CreateReq.Options(), user));
      return call((client, headers, done) => client.create(request, headers, done));
    },
    update: (user: NewUser) => {
      const request = new pb.UpdateReq();
      request.setOptions(filled(new pb.UpdateReq.Options(), user));
      return call((client, headers, done) => client.update(request, headers, done));
    },
    delete: (login: string) => {
      const request = new pb.DeleteReq();
      request.setOptions(new pb.DeleteReq.Options());
      request.getOptions()?.setLoginName(login);
      return call((client, headers, done) => client.delete(request, headers, done));
    },
    enable: (login: string) => {
      const request = new pb.EnableReq();
      request.setOptions(new pb.EnableReq.Options());
      request.getOptions()?.setLoginName(login);
      return call((client, headers, done) => client.enable(request, headers, done));
    },
    disable: (login: string) => {
      const request = new pb.DisableReq();
      request.setOptions(new pb.DisableReq.Options());
      request.getOptions()?.setLoginName(login);
      return call((client, headers, done) => client.disable(request, headers, done));
    },
    changePassword: (login: string, current: string, wanted: string) => {
      const request = new pb.ChangePasswordReq();
      const options = new pb.ChangePasswordReq.Options();
      options.setLoginName(login);
      options.setCurrentPassword(current);
      options.setNewPassword(wanted);
      request.setOptions(options);
      return call((client, headers, done) => client.changePassword(request, headers, done));
    },
    resetPassword: (login: string, wanted: string) => {
      const request = new pb.ResetPasswordReq();
      const options = new pb.ResetPasswordReq.Options();
      options.setLoginName(login);
      options.setNewPassword(wanted);
      request.setOptions(options);
      return call((client, headers, done) => client.resetPassword(request, headers, done));
    },
    /** What Details tells: of one, or of all. */
    details: async (login?: string): Promise<{ found: Details[]; ended: Ended | undefined }> => {
      const request = new pb.DetailsReq();
      const options = new pb.DetailsReq.Options();
      if (login !== undefined) options.setLoginName(login);
      request.setOptions(options);
      const found: Details[] = [];
      const ended = await call((client, headers, done) => {
        const answer = client.details(request, headers);
        answer.on('data', (one: InstanceType<typeof pb.DetailsResp>) =>
          found.push(one.toObject().userDetails),
        );
        answer.on('end', () => {
          done(null);
        });
        answer.on('error', (error: ServiceError) => {
          done(error);
        });
      });
      return { found, ended };
    },
  };
};
