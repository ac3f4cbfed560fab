import type { Clock } from '#platform/clock.js';
import { later } from '#test/support/callers.js';
import { causeAt, causedBy } from '#commands/cause.js';
import type { CommandDeps } from '#commands/command-deps.js';
import type { Handler, Work } from '#workers/effects/handler.js';
import { mailReactor } from '#workers/mail/reactor.js';
import { mailHandlers, type MailDeps } from '#workers/mail/worker.js';

export const FRONTEND = 'https://design.test';

/** What the reactor wants for the newest event of this type in the stream: as the engine would hand it out. */
export const workFor = async (
  deps: CommandDeps,
  { stream, kind, attempt = 1 }: { stream: string; kind: string; attempt?: number },
): Promise<Work> => {
  const found: Work[] = [];
  for await (const { id, revision, event } of deps.log.read(stream)) {
    const handled = { data: event.data, revision, eventId: id, stream };
    for (const reaction of mailReactor.reactionsTo(event.type, handled)) {
      if (reaction.type !== 'effect' || reaction.effect.kind !== kind) continue;
      const { key, ids, since } = reaction.effect;
      const cause = await causeAt(deps, { stream, revision });
      const clock = { now: () => new Date(Date.parse(since) + 1_000) };
      const caller: Work['caller'] = (...step) =>
        causedBy(cause, { worker: 'mail', step: [key, ...step] }, clock);
      const { signal } = new AbortController();
      found.push({ key, ids, attempt, retried: false, since, cause, caller, signal });
    }
  }
  const newest = found.at(-1);
  if (!newest) throw new Error(`Nothing in ${stream} needs ${kind}.`);
  return newest;
};

const SOON: Clock = { now: () => new Date(later(120)) };

/** The handler of one kind of mail. */
export const handlerFor = (
  deps: CommandDeps & { readonly clock?: Clock },
  mailer: MailDeps['mailer'],
  kind: string,
): Handler => {
  const handlers = mailHandlers({ clock: SOON, ...deps, mailer, frontendUrl: FRONTEND });
  const handler = handlers.find((candidate) => candidate.kind === kind);
  if (!handler) throw new Error(`Nobody handles ${kind}.`);
  return handler;
};

/** The token of the first link in a mail's text. */
export const tokenIn = (text: string | null): string => /token=([\w.%-]+)/.exec(text ?? '')?.[1] ?? '';
