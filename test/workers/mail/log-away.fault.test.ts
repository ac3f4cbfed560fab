import { expect } from 'chai';
import { delivery } from '#domain/delivery/index.js';
import { AppError } from '#platform/app-error.js';
import type { Work } from '#workers/effects/handler.js';
import { failureOf } from '#test/support/failure.js';
import { useMailbox } from '#test/support/mailbox.js';
import { useWriteSide } from '#test/support/write-side.js';
import { register, somebody } from '#test/commands/people.js';
import { handlerFor, workFor } from './support.js';

describe('a mail that is out while the log can be read and takes nothing', () => {
  const side = useWriteSide();
  const mailbox = useMailbox();
  const deps = () => side().deps;

  const newcomer = async () => {
    const input = somebody();
    const { outcome } = await register(deps(), input);
    const work = await workFor(deps(), { stream: `account-${outcome.state.id}`, kind: 'mail_welcome' });
    return { work, email: input.email };
  };

  /** The handler on a log that refuses outcomes as long as `refuses` says so. */
  const handlerWhile = (refuses: () => boolean) => {
    const { log } = deps();
    const execute: typeof log.execute = async (execution) => {
      if (execution.aggregate.category === 'delivery' && refuses())
        throw new AppError('service_unavailable', 'The log is full.');
      return log.execute(execution);
    };
    return handlerFor({ ...deps(), log: { ...log, execute } }, mailbox().mailer, 'mail_welcome');
  };
  const statusOf = async ({ key }: Work) => (await deps().log.load(delivery, key)).state.status;

  it('is not sent again: its delivery is told until the log takes it', async () => {
    const { work, email } = await newcomer();
    let refusals = 3;
    await handlerWhile(() => (refusals -= 1) >= 0).run(work);
    expect((await mailbox().list(`?to=${email}`)).messages).to.have.length(1);
    expect(await statusOf(work)).to.equal('delivered');
  });

  it('is left to the next attempt when the lease is lost or the worker stops', async () => {
    const { work, email } = await newcomer();
    const stopping = new AbortController();
    const refuses = (): boolean => {
      stopping.abort();
      return true;
    };
    await failureOf(handlerWhile(refuses).run({ ...work, signal: stopping.signal }));
    expect((await mailbox().list(`?to=${email}`)).messages).to.have.length(1);
    expect(await statusOf(work)).to.equal('none');
  });
});
