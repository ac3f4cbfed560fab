import { Metadata } from '@grpc/grpc-js';
import { UnavailableError, WrongExpectedVersionError } from '@eventstore/db-client';
import { expect } from 'chai';
import { isTransient, NoAnswer } from '#eventlog/unavailable.js';

/** As grpc-js hands it out. */
const bareStatus = (code: number): Error =>
  Object.assign(new Error(`${code} some status`), { code, details: 'some status', metadata: new Metadata() });

describe('a failure of the log', () => {
  it('is transient when nothing was answered in time', () => {
    expect(isTransient(new NoAnswer('The log', 10))).to.equal(true);
  });

  it('is transient when the client says that the server is away', () => {
    expect(isTransient(Object.create(UnavailableError.prototype))).to.equal(true);
  });

  it('bug: is transient when the client hands out a bare gRPC status (its feature call, log killed at that moment)', () => {
    expect([1, 2, 4, 10, 13, 14].map((code) => isTransient(bareStatus(code)))).to.deep.equal(
      Array(6).fill(true),
    );
  });

  it('is final when the answer was a refusal', () => {
    expect(isTransient(Object.create(WrongExpectedVersionError.prototype))).to.equal(false);
    expect(isTransient(new Error('a defect of ours'))).to.equal(false);
  });
});
