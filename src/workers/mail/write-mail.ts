import { tokenOf, type MailLink } from '#commands/recovery/mail-link.js';
import type { CommandDeps } from '#commands/command-deps.js';
import type { Account } from '#domain/account/index.js';
import { generation } from '#domain/generation/index.js';
import { reveal } from '#domain/kit/personal.js';
import { VERIFICATION_MS } from '#domain/recovery/decide.js';
import { recovery } from '#domain/recovery/index.js';
import type { Clock } from '#platform/clock.js';
import { Hopeless, type Work } from '../effects/handler.js';
import { resetLetter, verifyLetter, welcomeLetter } from './templates/account-letters.js';
import { designLetter } from './templates/design-letter.js';
import { render } from './templates/frame.js';
import type { Letter, RenderedMail, Sender } from './templates/letter.js';

const APP_NAME = 'AI Design';

/** What the text of a mail is made of. */
export interface Occasion {
  readonly work: Pick<Work, 'ids' | 'since' | 'cause'>;
  readonly recipient: Account;
  readonly sender: Sender;
}

type Deps = Pick<CommandDeps, 'log' | 'secrets'> & { readonly clock: Clock };
/** An operator may have a mail tried again long after its link has ended. */
const requireValid = (clock: Clock, expiresAt: string): void => {
  if (Date.parse(expiresAt) <= clock.now().getTime()) throw new Hopeless('link_expired');
};

/** Answers the mail as it is right now. Throws `Hopeless` when there is nothing left to say. */
type Writer = (deps: Deps, occasion: Occasion) => Promise<Letter>;

/** First name, else username; empty for a person who was erased. */
export const nameOf = ({ profile, username }: Account): string => {
  const firstName = reveal(profile, undefined)?.firstName ?? '';
  return firstName === '' ? reveal(username, '') : firstName;
};

const link = (deps: Deps, recipient: Account, of: Omit<MailLink, 'accountId'>): string =>
  tokenOf(deps.secrets.linkKey, recipient.emailKey, { ...of, accountId: recipient.id });

const welcome: Writer = async (_deps, { recipient, sender }) =>
  welcomeLetter({ name: nameOf(recipient), sender });

const verify: Writer = async (deps, { work, recipient, sender }) => {
  if (recipient.emailVerified) throw new Hopeless('verified_already');
  // The first link answers the registration itself: its event stands for a request.
  const id = String(work.ids['verificationId'] ?? work.cause.id);
  const expiresAt = new Date(Date.parse(work.since) + VERIFICATION_MS).toISOString();
  requireValid(deps.clock, expiresAt);
  const token = link(deps, recipient, { purpose: 'verify', id, expiresAt });
  return verifyLetter({ name: nameOf(recipient), sender, token });
};

const reset: Writer = async (deps, { work, recipient, sender }) => {
  const { reset: newest } = (await deps.log.load(recovery, recipient.id)).state;
  if (!newest || newest.resetId !== work.ids['resetId']) throw new Hopeless('newer_request');
  const { resetId: id, expiresAt } = newest;
  requireValid(deps.clock, expiresAt);
  const token = link(deps, recipient, { purpose: 'reset', id, expiresAt });
  return resetLetter({ name: nameOf(recipient), sender, token });
};

const designReady: Writer = async (deps, { work, recipient, sender }) => {
  const { state } = await deps.log.load(generation, work.ids['generationId'] ?? 0);
  const { kind, projectId } = state;
  return designLetter({ name: nameOf(recipient), kind, prompt: reveal(state.prompt, ''), projectId, sender });
};

const WRITERS = {
  mail_welcome: welcome,
  mail_verify: verify,
  mail_reset: reset,
  mail_ai_ready: designReady,
} as const satisfies Record<string, Writer>;

/** The mail of this kind: the same words on every attempt, unless the person's data changed. */
export const writeMail = async (
  deps: Deps & { readonly frontendUrl: string },
  kind: keyof typeof WRITERS,
  { work, recipient }: Omit<Occasion, 'sender'>,
): Promise<RenderedMail> => {
  const year = new Date(work.since).getUTCFullYear();
  const sender = { appName: APP_NAME, appUrl: deps.frontendUrl, year };
  return render(await WRITERS[kind](deps, { work, recipient, sender }), sender);
};
