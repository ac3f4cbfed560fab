// News of generations for the API process, through clients of their own: appends and subscriptions never share
// one, and a client whose connection was lost is replaced by a new one.
import { createHistory } from '#audit/history.js';
import { createStreamNews, type StreamNews } from '#audit/stream-news.js';
import { connectLog, type LogClient } from '#eventlog/log-client.js';
import type { Config } from '#platform/config.js';
import type { Logger } from '#platform/logger.js';
import type { Closing } from '#platform/shutdown.js';
import { needed } from './main-stores.js';

/** What is closed by `closing`; nothing is connected before somebody listens. */
export const openNews = (config: Config, closing: Closing, logger: Logger): StreamNews => {
  const onError = (error: unknown): void =>
    logger.warn({ err: error }, 'news of generations failed; trying again');
  let current: LogClient | undefined;
  const connect = (): Promise<LogClient> => {
    current?.dispose().catch(onError);
    current = connectLog(needed(config, 'EVENTSTORE_URL'));
    return Promise.resolve(current);
  };
  closing.add('news client', () => current?.dispose());
  const history = createHistory(connect);
  const news = createStreamNews({ history, category: 'generation', onError });
  closing.add('news', () => news.close());
  return news;
};
