import type { CommandDeps } from '#commands/command-deps.js';
import { createMailer, type Mailer } from '#integrations/mail/mailer.js';
import { mailSettings } from '#integrations/mail/mail-settings.js';
import { createModelClient, type ModelClient } from '#integrations/model/model-client.js';
import { modelSettings } from '#integrations/model/model-settings.js';
import type { Clock } from '#platform/clock.js';
import { ConfigError, type Config } from '#platform/config.js';
import type { Logger } from '#platform/logger.js';
import type { Handler } from './effects/handler.js';
import { generationReactor } from './generation/reactor.js';
import { releaseHandler } from './generation/release-worker.js';
import { generateHandler } from './generation/worker.js';
import type { Reactor } from './kit/reactor.js';
import { mailReactor } from './mail/reactor.js';
import { mailHandlers } from './mail/worker.js';

/** Every reactor of the product. */
export const REACTORS: readonly Reactor[] = [generationReactor, mailReactor];

/** What handlers may work with. */
export interface HandlerDeps {
  readonly commands: CommandDeps;
  readonly config: Config;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Headers for servers outside: which trace their work is of. */
  readonly outgoing?: (() => Readonly<Record<string, string>>) | undefined;
}

const modelOf = ({ config, outgoing }: HandlerDeps): ModelClient => {
  const settings = modelSettings(config);
  if (settings) return createModelClient(settings, outgoing);
  throw new ConfigError([
    'OPENAI_BASE_URL or OPENAI_API_KEY is needed by the worker: npm start brings its own.',
  ]);
};

const mailerOf = (config: Config): Mailer => {
  const settings = mailSettings(config);
  if (settings) return createMailer(settings);
  throw new ConfigError(['SMTP_URL or EMAIL_HOST is needed by the worker: npm start brings its own.']);
};

/**
 * Every handler of the product: one for each kind of effect that a reactor asks for. Throws `ConfigError`
 * without a model server and a mail server.
 */
export const createHandlers = (deps: HandlerDeps): readonly Handler[] => {
  const { commands, config, clock, logger } = deps;
  return [
    generateHandler({ ...commands, model: modelOf(deps), clock, logger }),
    releaseHandler(commands),
    ...mailHandlers({ ...commands, mailer: mailerOf(config), clock, frontendUrl: config.FRONTEND_URL }),
  ];
};
