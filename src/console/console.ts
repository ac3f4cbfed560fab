// The console: pages for people who would rather look than read, on the port of the API. Promises: nobody sees
// or changes anything without a session and a role that opens the room, both as the log has them at the moment
// of the request; what changes something was sent by a page of ours. Failures are pages.
import Router from '@koa/router';
import type { Middleware } from 'koa';
import { AppError } from '#platform/app-error.js';
import { ASSETS } from './assets/assets.js';
import type { ConsoleState } from './console-state.js';
import { failurePages } from './failure.js';
import { closedPage, homePage } from './home-page.js';
import { isOpenTo, type Answer, type ConsolePage, type ConsoleRequest, type Room } from './room.js';
import { consolePolicy } from './policy.js';
import { createSender, type Sender } from './send.js';
import { sendTo, showSignIn, signOut, takeSignIn } from './sign-in.js';
import { visitOf, type ConsoleOptions, type Context } from './visit.js';

export type { ConsoleOptions } from './visit.js';

export interface Console {
  /** Answers everything below /console, and hands on everything else. */
  readonly middleware: Middleware<ConsoleState>;
  /** Ends what is live. */
  close(): void;
}

const BELOW = /^\/console(\/|$)/;

const serveAssets = (router: Router<ConsoleState>): void => {
  for (const { path, type, text } of Object.values(ASSETS)) {
    router.get(path, (ctx) => {
      ctx.set('Cache-Control', 'public, max-age=31536000, immutable');
      ctx.type = type;
      ctx.body = text;
    });
  }
};

/** Nobody signed in: a page sends them to sign in, anything else says so. */
const askToSignIn = (ctx: Context): void => {
  const isPage = ctx.method === 'GET' && ctx.get('Accept').includes('text/html');
  if (!isPage) throw new AppError('not_authenticated', 'You are not signed in any more.');
  sendTo(ctx, `/console/sign-in?to=${encodeURIComponent(ctx.url)}`);
};

type Handle = (visit: ConsoleRequest) => Answer | Promise<Answer>;

const visited =
  (options: ConsoleOptions, sender: Sender, { room, handle }: { room?: Room; handle: Handle }) =>
  async (ctx: Context): Promise<void> => {
    const visit = await visitOf(ctx, options);
    if (!visit) {
      askToSignIn(ctx);
      return;
    }
    const isOpen = room === undefined || isOpenTo(room, visit.person);
    const answer = isOpen ? await handle(visit) : closedPage(room, visit.person);
    sender.send(ctx, { answer, visit, room });
  };

const serveRoom = (
  router: Router<ConsoleState>,
  room: Room,
  serve: (page: ConsolePage) => Middleware,
): void => {
  for (const page of room.pages)
    router.register(`/console/${room.name}${page.path}`, [page.method], [serve(page)], {
      name: `console.${room.name}`,
    });
};

const routesOf = (options: ConsoleOptions, sender: Sender): Router<ConsoleState> => {
  const router = new Router<ConsoleState>();
  serveAssets(router);
  router.get(
    '/console',
    visited(options, sender, { handle: ({ person }) => homePage(options.rooms, person) }),
  );
  router.get('/console/sign-in', (ctx) => showSignIn(ctx, options));
  router.post('/console/sign-in', (ctx) => takeSignIn(ctx, options));
  router.post('/console/sign-out', (ctx) => signOut(ctx, options));
  for (const room of options.rooms)
    serveRoom(router, room, ({ handle }) => visited(options, sender, { room, handle }));
  return router;
};

const unmatched = (ctx: Context): AppError => {
  const matched = (ctx as { matched?: readonly unknown[] }).matched ?? [];
  if (matched.length === 0) return new AppError('not_found', 'There is no page at this address.');
  return new AppError('method_not_allowed', `${ctx.method} is not possible here.`);
};

/** The console with these rooms. It opens nothing: everything it needs is handed in. */
export const createConsole = (options: ConsoleOptions): Console => {
  const stopping = new AbortController();
  const sender = createSender(options, stopping.signal);
  const routes = routesOf(options, sender).routes() as Middleware<ConsoleState>;
  const failing = failurePages(options.logger, options.onUnforeseen);
  const answer = async (ctx: Context): Promise<void> => {
    await failing(ctx, async () => {
      await routes(ctx, () => Promise.reject(unmatched(ctx)));
    });
  };
  return {
    middleware: async (ctx, next) => {
      if (!BELOW.test(ctx.path)) {
        await next();
        return;
      }
      ctx.state.routeName = 'console';
      await consolePolicy(ctx, () => answer(ctx));
    },
    close: () => stopping.abort(),
  };
};
