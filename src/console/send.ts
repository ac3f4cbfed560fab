import { markupOf } from '#platform/html.js';
import { layout } from './layout.js';
import { liveStream } from './live-stream.js';
import { leaveNotice, takeNotice } from './notice.js';
import {
  isOpenTo,
  type Answer,
  type ConsoleRequest,
  type LiveAnswer,
  type PageAnswer,
  type Room,
} from './room.js';
import { personIn } from './session.js';
import { sendTo } from './sign-in.js';
import { browserOf, type ConsoleOptions, type Context } from './visit.js';

export interface Sent<A extends Answer = Answer> {
  readonly answer: A;
  readonly visit: ConsoleRequest;
  readonly room: Room | undefined;
}

export interface Sender {
  send(ctx: Context, sent: Sent): void;
}

/** Aborted when the connection ends, or the server stops. */
const goneWith = ({ res }: Context, stopping: AbortSignal): AbortSignal => {
  const gone = new AbortController();
  if (res.destroyed) gone.abort();
  else res.once('close', () => gone.abort());
  return AbortSignal.any([gone.signal, stopping]);
};

const sendPage = (ctx: Context, rooms: readonly Room[], { answer, visit, room }: Sent<PageAnswer>): void => {
  const notice = takeNotice(ctx);
  ctx.status = answer.status ?? 200;
  ctx.type = 'text/html; charset=utf-8';
  ctx.body = markupOf(
    layout({ page: answer, rooms, room, onlooker: visit, notice: answer.notice ?? notice }),
  );
};

const sendFile = (ctx: Context, { type, name, body }: Extract<Answer, { kind: 'file' }>): void => {
  if (name !== undefined) ctx.attachment(name);
  ctx.type = type;
  ctx.body = body;
  // Half a file must not look like a whole one.
  if (typeof body !== 'string') body.once('error', () => ctx.res.destroy());
};

/** Writes answers of rooms. `stopping` ends what is live. */
export const createSender = (options: ConsoleOptions, stopping: AbortSignal): Sender => {
  const { commands, rooms, logger } = options;
  const sendLive = (ctx: Context, { answer, visit, room }: Sent<LiveAnswer>): void => {
    const isWelcome = async (): Promise<boolean> => {
      const person = await personIn(commands, visit.person.sessionId);
      return person !== undefined && (room === undefined || isOpenTo(room, person));
    };
    const signal = goneWith(ctx, stopping);
    const body = liveStream(answer, { signal, isWelcome });
    body.once('error', (error) => {
      const { requestId } = ctx.state;
      if (!signal.aborted) logger.warn({ err: error, requestId }, 'live page failed');
      ctx.res.destroy();
    });
    // Proxies must hand on each event as it comes.
    ctx.set('X-Accel-Buffering', 'no');
    ctx.type = 'text/event-stream; charset=utf-8';
    ctx.body = body;
  };
  return {
    send: (ctx, { answer, visit, room }) => {
      switch (answer.kind) {
        case 'page':
          return sendPage(ctx, rooms, { answer, visit, room });
        case 'live':
          return sendLive(ctx, { answer, visit, room });
        case 'redirect':
          if (answer.notice) leaveNotice(browserOf(ctx, options), answer.notice);
          return sendTo(ctx, answer.to);
        case 'file':
          return sendFile(ctx, answer);
      }
    },
  };
};
